package import Labels

extension RelayClient {
    /// Hands one framed envelope in. The same one twice is harmless.
    ///
    /// - Parameter precedence: the envelope's own; it must not be less urgent. Told to the relay,
    ///   it gets the envelope past what else is under way.
    /// - Throws: ``CarrierError`` when there is no answer to rely on; a refusal is returned.
    package func submit(
        _ envelope: [UInt8], precedence: Precedence? = nil
    ) async throws(CarrierError) -> Submission {
        let answer = try await post(
            RelayProtocol.Path.envelopes, over: Way(precedence),
            mediaType: RelayProtocol.MediaType.envelope, precedence: precedence, body: envelope)
        if answer.status == 201 { return .accepted(receipt: answer.body) }
        return .refused(try answer.problem())
    }

    /// Hands many framed envelopes in with one request and one receipt.
    ///
    /// - Parameter precedence: of the least urgent of them.
    /// - Throws: ``CarrierError`` when there is no answer to rely on, or the stream as a whole was
    ///   refused; refusals of single envelopes are returned.
    package func submit(
        contentsOf envelopes: [[UInt8]], precedence: Precedence? = nil
    ) async throws(CarrierError) -> StreamSubmission {
        let answer = try await post(
            RelayProtocol.Path.envelopes, over: Way(precedence),
            mediaType: RelayProtocol.MediaType.envelopes, precedence: precedence,
            body: EnvelopeStream.encode(envelopes))
        switch answer.status {
        case 201: return StreamSubmission(receipt: answer.body, refused: [])
        case 207:
            let batch: BatchAnswer = try answer.json()
            return StreamSubmission(receipt: Array(batch.receipt.utf8), refused: batch.refused)
        default:
            let problem = try answer.problem()
            guard let refused = problem.refused else { throw .refused(problem) }
            return StreamSubmission(receipt: nil, refused: refused)
        }
    }

    /// Reads the caller's mailbox; with nothing there, waits up to `waitSeconds` for something.
    ///
    /// - Parameters:
    ///   - cursor: what the last page gave; `nil` begins at the beginning.
    ///   - waitSeconds: 0–60.
    /// - Throws: ``CarrierError/refused(_:)``: for instance a cursor that is not this actor's.
    package func mailbox(
        after cursor: String?, waitSeconds: Int = 0,
        entriesMax: Int = RelayProtocol.Limit.entriesMax
    ) async throws(CarrierError) -> MailboxAnswer {
        var path = RelayProtocol.Path.mailbox + "?wait=\(waitSeconds)&max=\(entriesMax)"
        if let cursor { path += "&after=\(cursor)" }
        let answer = try await get(
            path, over: .mailbox,
            answerTimeoutSeconds: Int64(waitSeconds) + options.answerTimeoutSeconds)
        try answer.expect(200)
        let entries: [MailboxItem]
        do { entries = try MailboxItem.decode(answer.body) } catch {
            throw .frameInvalid(error.defect)
        }
        return MailboxAnswer(
            entries: entries, cursor: try answer.header(RelayProtocol.Header.cursor),
            withheldCount: answer.number(RelayProtocol.Header.withheld) ?? 0)
    }

    /// Hands receipts in. Repeating is harmless.
    ///
    /// A delivered receipt speaks of messages of one originator only, to whom it is passed on; what
    /// the relay has forgotten meanwhile is passed over.
    ///
    /// - Throws: ``CarrierError/refused(_:)`` when any of them was refused; then none was taken.
    package func submit(receipts: [ReceiptFrame]) async throws(CarrierError) {
        let answer = try await post(
            RelayProtocol.Path.receipts, mediaType: RelayProtocol.MediaType.receipts,
            body: ReceiptFrame.encode(receipts))
        try answer.expect(204)
    }
}

extension RelayClient.Way {
    /// Of messages of a precedence.
    fileprivate init(_ precedence: Precedence?) {
        self = precedence?.isUrgent == true ? .urgent : .bulk
    }
}
