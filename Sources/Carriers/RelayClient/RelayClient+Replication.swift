extension RelayClient {
    /// A piece of the relay's log, for another relay.
    ///
    /// - Parameters:
    ///   - cursor: what the last answer gave, or `0-0-0-0`.
    ///   - withReturns: also what it got from the caller.
    package func replication(
        after cursor: String, withReturns: Bool = false
    ) async throws(CarrierError) -> ReplicationAnswer {
        try await replication("after=\(cursor)" + (withReturns ? "&returns=true" : ""))
    }

    /// One entry of the log alone, if it is there still: `routine-4711`.
    package func replication(only place: String) async throws(CarrierError) -> ReplicationAnswer {
        try await replication("only=\(place)")
    }

    private func replication(_ query: String) async throws(CarrierError) -> ReplicationAnswer {
        let answer = try await get(RelayProtocol.Path.replication + "?" + query, over: .mailbox)
        try answer.expect(200)
        let page: ReplicationPage
        do { page = try ReplicationPage(decoding: answer.body) } catch {
            throw .frameInvalid(error.defect)
        }
        let end = try answer.header(RelayProtocol.Header.end)
        guard let position = UInt64(end) else { throw .answerInvalid(.bodyMalformed) }
        return ReplicationAnswer(
            page: page, cursor: try answer.header(RelayProtocol.Header.cursor), end: position,
            hasMore: try answer.header(RelayProtocol.Header.more) == "true")
    }
}

/// What came of another relay's log.
package struct ReplicationAnswer: Hashable, Sendable {
    package let page: ReplicationPage
    /// For the next request, once all entries are safely kept.
    package let cursor: String
    /// The position of the log's next entry.
    package let end: UInt64
    /// Whether more is there at once.
    package let hasMore: Bool
}
