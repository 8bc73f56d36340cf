import Carriers
import Foundation
import Identity
import Ledger
import Notes
import Primitives
import Regions
import Registry
import Synchronization

/// Hands messages to the relay past any node, so that many are under way at once.
///
/// What was not acknowledged it keeps and hands in again, as an outbox does.
final class DirectSender: Sendable {
    private let client: RelayClient
    private let relay: RelayID
    private let receiptKey: NoteKey
    private let sealing: DirectSealing
    private let state = Mutex(State())

    private struct State {
        var counter: UInt64 = 0
        var waiting: [DirectSealing.Sealed] = []
        var acknowledged: Set<SentMessage> = []
    }

    init(_ stage: KillStage, inFlight: Int) throws {
        sealing = try DirectSealing(stage.region)
        relay = try RelayID(KillStage.relayName)
        guard let record = sealing.registry.relays[relay] else { throw StageError.keyMissing }
        receiptKey = record.receiptKey
        var options = RelayClient.Options()
        options.connectionsMax = inFlight
        client = try RelayClient(
            address: stage.relayURL, relayCertificate: record.certificate,
            identity: sealing.machine(), options: options)
    }

    func shutdown() async { await client.shutdown() }

    /// Those with a 201 and a receipt that holds.
    var acknowledged: Set<SentMessage> { state.withLock { $0.acknowledged } }
    /// Those to be handed in again.
    var unacknowledged: [SentMessage] { state.withLock { $0.waiting.map(\.message) } }

    /// Hands in one message after the other while the relay lives; when it is gone, waits for its
    /// next life.
    func work(during rounds: Rounds) async throws {
        while !rounds.isOver {
            let number = rounds.number
            if try await !handIn(next()) { try await rounds.reached(number + 1) }
        }
    }

    /// Hands in what waits.
    ///
    /// - Returns: whether all of it is acknowledged now.
    func handInWaiting() async throws -> Bool {
        for _ in unacknowledged {
            guard
                let sealed = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
                ),
                try await handIn(sealed)
            else { return false }
        }
        return unacknowledged.isEmpty
    }

    /// What waits longest, else a new one.
    private func next() throws -> DirectSealing.Sealed {
        let (known, counter): (DirectSealing.Sealed?, UInt64) = state.withLock { state in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), 0) }
            state.counter += 1
            return (nil, state.counter)
        }
        return try known ?? sealing.seal(counter: counter)
    }

    /// What is not acknowledged waits.
    ///
    /// - Returns: whether there was an answer.
    /// - Throws: ``StageError``: a refusal, or an acknowledgement that proves nothing.
    private func handIn(_ sealed: DirectSealing.Sealed) async throws -> Bool {
        let answer: Submission
        do throws(CarrierError) { answer = try await client.submit(sealed.envelope) } catch {
            state.withLock { $0.waiting.append(sealed) }
            return false
        }
        switch answer {
        case .accepted(let receipt):
            guard isProof(receipt, of: sealed.message) else {
                throw StageError.receiptInvalid(sealed.message.id)
            }
            state.withLock { _ = $0.acknowledged.insert(sealed.message) }
            return true
        case .refused(let problem):
            guard problem.isTransient else { throw StageError.refused("\(problem)") }
            state.withLock { $0.waiting.append(sealed) }
            return true
        }
    }

    private func isProof(_ receipt: [UInt8], of message: SentMessage) -> Bool {
        let issuer = ReceiptIssuer.relay(relay)
        let verified = try? SignedNote(parsing: receipt).verifiedReceipt {
            $0 == issuer ? receiptKey : nil
        }
        guard let found = verified?.receipt else { return false }
        return found.kind == .accepted && found.items.contains { $0.message.hex == message.id }
    }
}
