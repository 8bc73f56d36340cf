extension RelayClient {
    /// All notes of the registry; `nil` when `version` is still the newest.
    package func registry(
        unless version: String? = nil
    ) async throws(CarrierError) -> Versioned<RegistryListing>? {
        try await document(RelayProtocol.Path.registry, version) {
            (answer) throws(CarrierError) in try answer.json()
        }
    }

    /// The signed policy bundle in force.
    package func policy(
        unless version: String? = nil
    ) async throws(CarrierError) -> Versioned<[UInt8]>? {
        try await document(RelayProtocol.Path.policy, version) { $0.body }
    }

    /// The newest signed freshness note.
    package func freshness(
        unless version: String? = nil
    ) async throws(CarrierError) -> Versioned<[UInt8]>? {
        try await document(RelayProtocol.Path.freshness, version) { $0.body }
    }

    /// Signed notes of exercises.
    package func exercises(
        unless version: String? = nil
    ) async throws(CarrierError) -> Versioned<NoteListing>? {
        try await document(RelayProtocol.Path.exercises, version) {
            (answer) throws(CarrierError) in try answer.json()
        }
    }

    /// Signed notes of activations.
    package func activations(
        unless version: String? = nil
    ) async throws(CarrierError) -> Versioned<NoteListing>? {
        try await document(RelayProtocol.Path.activations, version) {
            (answer) throws(CarrierError) in try answer.json()
        }
    }

    private func document<Document: Sendable>(
        _ path: String, _ version: String?,
        _ read: (Answer) throws(CarrierError) -> Document
    ) async throws(CarrierError) -> Versioned<Document>? {
        let answer = try await get(path, version: version)
        if version != nil && answer.status == 304 { return nil }
        try answer.expect(200)
        return Versioned(document: try read(answer), version: try answer.header("ETag"))
    }
}
