extension ContinuousClock.Instant {
    /// Since then: how long a piece of something took on its way.
    package var millisecondsPassed: Int64 {
        let passed = (ContinuousClock.now - self).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
