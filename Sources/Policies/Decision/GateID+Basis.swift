extension GateID {
    /// The rule of law behind the gate.
    package var basis: LegalBasis {
        gates.lazy.map { type(of: $0) }.first { $0.id == self }?.basis ?? .policyOnly
    }
}
