extension RelayClient {
    /// The relay's latest signed checkpoint.
    package func checkpoint() async throws(CarrierError) -> [UInt8] {
        try await whole(RelayProtocol.Path.checkpoint)
    }

    /// A tile of the relay's ledger.
    ///
    /// - Parameter path: below `/tile/`, as C2SP tlog-tiles writes it: `0/x001/234.p/17`.
    package func tile(_ path: String) async throws(CarrierError) -> [UInt8] {
        try await whole(RelayProtocol.Path.tile + "/" + path)
    }

    /// An entry of the ledger that is the caller's own, opened, with the proof that it stands there
    /// (`.tlog-proof`).
    package func entry(_ number: UInt64) async throws(CarrierError) -> [UInt8] {
        try await whole("\(RelayProtocol.Path.entries)/\(number)")
    }

    // MARK: Witnesses

    /// The checkpoint that witnesses are to cosign now, with the lines it has.
    package func candidate() async throws(CarrierError) -> [UInt8] {
        try await whole(RelayProtocol.Path.candidate)
    }

    /// The checkpoint that most witnesses have cosigned; `nil` while none has.
    package func cosigned() async throws(CarrierError) -> [UInt8]? {
        let answer = try await get(RelayProtocol.Path.cosignatures)
        if answer.status == 404 { return nil }
        try answer.expect(200)
        return answer.body
    }

    /// Hands in the candidate with a cosignature.
    package func submit(cosigned note: [UInt8]) async throws(CarrierError) {
        let answer = try await post(
            RelayProtocol.Path.cosignatures, mediaType: RelayProtocol.MediaType.note, body: note)
        try answer.expect(204)
    }

    private func whole(_ path: String) async throws(CarrierError) -> [UInt8] {
        let answer = try await get(path)
        try answer.expect(200)
        return answer.body
    }
}
