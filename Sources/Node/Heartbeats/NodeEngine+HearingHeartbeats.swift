import Delivery
import Envelopes
import Identity
import Labels
import Sealing

extension NodeEngine {
    /// Takes note of a heartbeat: nobody is shown it, and it leaves no receipt.
    ///
    /// - Throws: ``ArrivalRefusal``, `VaultError`.
    func hear(_ arrival: Arrival, into batch: inout ReceiptBatch) throws {
        let core = arrival.envelope.core
        guard let counter = arrival.counter, let heartbeat = Heartbeat(parsing: arrival.body) else {
            throw ArrivalRefusal(reason: ArrivalDefect(.contentInvalid))
        }
        let stream = StreamID(
            originator: core.originator, level: core.label.level, status: core.label.status.kind)
        let hearing = Hearing(said: core.created, nextSeconds: heartbeat.nextSeconds)
        let known = batch.memory.heard[stream]
        // One that was held up says nothing any more.
        if let known, known.value.hearing.said >= hearing.said { return }
        _ = batch.memory.gaps.announced(counter, in: stream, at: clock())
        let record = HeardRecord(stream, latest: counter, hearing)
        let (kept, change) =
            if let known { try vault.updated(known, record) } else {
                try vault.new(record, in: NodeTable.heard)
            }
        batch.changes.append(change)
        batch.memory.heard.put(kept, at: stream)
    }

    /// By stream; those of one's own exercises and tests beside the actual ones.
    func heardLines() -> [HeardLine] {
        let now = clock()
        return memory.heard.sorted { $0.key < $1.key }.map { HeardLine($0.value.value, at: now) }
    }
}
