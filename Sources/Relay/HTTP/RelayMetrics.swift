import Synchronization

/// Figures since the start, for the local address.
final class RelayMetrics: Sendable {
    let messagesAccepted = Atomic(0)
    let messagesKnown = Atomic(0)
    let messagesRefused = Atomic(0)
    let messagesDenied = Atomic(0)
    let messagesDelivered = Atomic(0)
    let messagesWithheld = Atomic(0)
    let receiptsTaken = Atomic(0)
    let entriesExpired = Atomic(0)
    private let answersByClass: [Atomic5]

    init() { answersByClass = (0..<6).map { _ in Atomic5() } }

    /// A box, since atomics cannot lie in an array.
    private final class Atomic5: Sendable {
        let count = Atomic(0)
    }

    func answered(_ status: Int) {
        guard answersByClass.indices.contains(status / 100) else { return }
        answersByClass[status / 100].count.add(1, ordering: .relaxed)
    }

    /// Prometheus' text format.
    func text(gauges: [(name: String, help: String, value: Int)]) -> String {
        var lines: [String] = []
        func add(_ name: String, _ help: String, _ kind: String, _ samples: [(String, Int)]) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
            lines += samples.map { "\(name)\($0.0) \($0.1)" }
        }
        func counter(_ name: String, _ help: String, _ value: borrowing Atomic<Int>) {
            add("budkavle_relay_" + name, help, "counter", [("", value.load(ordering: .relaxed))])
        }
        counter("messages_accepted_total", "Messages stored.", messagesAccepted)
        counter("messages_known_total", "Messages handed in again.", messagesKnown)
        counter("messages_refused_total", "Messages that did not verify.", messagesRefused)
        counter("messages_denied_total", "Messages policy did not permit.", messagesDenied)
        counter("messages_delivered_total", "Messages handed out.", messagesDelivered)
        counter("messages_withheld_total", "Messages frozen at hand-out.", messagesWithheld)
        counter("receipts_taken_total", "Receipts taken in.", receiptsTaken)
        counter("entries_expired_total", "Entries forgotten at expiry.", entriesExpired)
        add(
            "budkavle_relay_answers_total", "Answers by class of status.", "counter",
            answersByClass.indices.dropFirst(2).map { index in
                ("{class=\"\(index)xx\"}", answersByClass[index].count.load(ordering: .relaxed))
            })
        for gauge in gauges {
            add("budkavle_relay_" + gauge.name, gauge.help, "gauge", [("", gauge.value)])
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Atomic where Value == Int {
    func count(_ number: Int = 1) { add(number, ordering: .relaxed) }
}
