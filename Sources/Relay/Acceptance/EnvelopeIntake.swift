import Notes
import Labels
import Carriers
import Envelopes
import Identity
import Ledger
import Logging
import Storage

/// Takes envelopes in: judges each, keeps those that pass in one durable commit, and signs one
/// receipt over them.
struct EnvelopeIntake {
    let services: RelayServices
    /// The request's, so that its lines can be told from others'.
    let logger: Logger

    /// What became of a body of envelopes.
    struct Outcome {
        /// A signed note; `nil` when nothing was taken.
        let receipt: [UInt8]?
        let refused: [BatchAnswer.Refusal]
    }

    /// - Parameter lane: in which it is worked on.
    func take(
        _ bodies: [[UInt8]], in lane: Precedence, from admission: Admission
    ) async throws -> Outcome {
        let (acceptor, holder) = (try services.acceptor(for: admission), admission.peer.name)
        var accepted: [AcceptedMessage] = []
        var refused: [(index: Int, RefusedEnvelope)] = []
        // A long stream gives its turn up again and again.
        try await services.judging.during(bodies.indices, of: holder, in: lane) { piece in
            for index in piece {
                do throws(RefusedEnvelope) {
                    accepted.append(
                        try await judge(bodies[index], acceptor, admission.statedPrecedence))
                } catch {
                    refused.append((index, error))
                }
            }
        }
        let records = refused.compactMap { acceptor.record(of: $0.1) }
        let turn = Turnstile.Turn(
            holder: holder, lane: lane, cost: accepted.reduce(0) { $0 + $1.byteCount })
        let receipt = try await services.keeping.during(turn) { try await keep(accepted, records) }
        report(refused.map(\.1), of: admission)
        return Outcome(
            receipt: receipt,
            refused: refused.map { index, refused in
                BatchAnswer.Refusal(
                    index: index, id: refused.id?.hex, problem: refused.refusal.problem)
            })
    }

    private func judge(
        _ body: [UInt8], _ acceptor: Acceptor, _ stated: Precedence?
    ) async throws(RefusedEnvelope) -> AcceptedMessage {
        let examined = try acceptor.examine(body)
        if let stated, examined.envelope.core.precedence > stated {
            throw RefusedEnvelope(
                id: examined.envelope.id, refusal: .precedenceOverstated(stated), envelope: nil)
        }
        let references = examined.envelope.core.references
        let message =
            references.isEmpty
            ? try acceptor.decide(examined)
            : try acceptor.decide(examined, source: await services.sources(of: references))
        try checkAttachments(of: examined.envelope)
        try await services.requireRoom(for: message, bytes: body.count)
        return message
    }

    /// A message whose attachments this relay would not take had better go elsewhere.
    private func checkAttachments(of envelope: VerifiedEnvelope) throws(RefusedEnvelope) {
        let limit = services.limits.blobMaxBytes
        guard envelope.header.attachments.contains(where: { $0.bytes > limit }) else { return }
        throw RefusedEnvelope(
            id: envelope.id, refusal: .attachmentTooLarge(.init("blobMaxBytes", limit)),
            envelope: nil)
    }

    /// - Returns: the receipt; `nil` when there is nothing to give one for.
    private func keep(
        _ messages: [AcceptedMessage], _ refusals: [LedgerRecord]
    ) async throws -> [UInt8]? {
        do throws(StorageError) {
            if !refusals.isEmpty { try await services.store.append(refusals) }
            guard let first = messages.first else { return nil }
            let acceptances =
                messages.count == 1
                ? [try await services.store.accept(first)]
                : try await services.store.acceptAll(messages)
            count(messages, acceptances)
            return try receipt(over: messages, acceptances)
        } catch {
            logger.error("Store refused", metadata: ["error": "\(error)"])
            throw Problem(storage: error)
        }
    }

    private func count(_ messages: [AcceptedMessage], _ acceptances: [Acceptance]) {
        for (message, acceptance) in zip(messages, acceptances) {
            if acceptance.outcome == .known {
                services.metrics.count(.messagesKnown)
            } else {
                services.metrics.accepted(message)
            }
        }
    }

    private func receipt(
        over messages: [AcceptedMessage], _ acceptances: [Acceptance]
    ) throws(StorageError) -> [UInt8] {
        let signer = services.identity.receiptSigner
        let log = acceptances.compactMap(\.record).max().map {
            Receipt.LogReference(origin: signer.key.name, size: $0 + 1)
        }
        do {
            return try Receipt(
                .accepted, of: Set(messages.map(\.id)).map { ReceiptItem($0) },
                issuer: .relay(services.identity.id), at: services.clock.now(), log: log
            ).signed(by: signer).encoded
        } catch {
            // At most as many messages as frames, which a receipt holds; the signer has signed
            // before.
            throw .unexpected(code: 0)
        }
    }

    private func report(_ refused: [RefusedEnvelope], of admission: Admission) {
        for refused in refused {
            var metadata: Logger.Metadata = [
                "peer": "\(admission.peer.name)", "kind": "\(refused.refusal.problem.type)",
            ]
            if let id = refused.id { metadata["message"] = "\(id)" }
            logger.info("Envelope refused", metadata: metadata)
            services.metrics.refused(refused.refusal.problem)
            if case .denied(let denials) = refused.refusal { services.metrics.denied(denials) }
        }
    }
}
