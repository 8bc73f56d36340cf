/// One gate of a decision, by the identifier that policy, output and tests use.
package struct GateOutcome: Hashable, Sendable {
    /// `crypto.approved`, `audience`, …
    package let gate: String
    package let holds: Bool

    /// - Throws: ``LedgerError/partInvalid(part:)`` unless `gate` is 1–64 ASCII letters, digits or
    ///   `-._:/`.
    package init(gate: String, holds: Bool) throws(LedgerError) {
        guard isToken(gate) else { throw .partInvalid(part: "gate") }
        self.gate = gate
        self.holds = holds
    }

    /// How the outcome is written, after the gate.
    var word: String { holds ? "holds" : "fails" }

    init?(value: String) {
        let parts = value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, isToken(parts[0]), ["holds", "fails"].contains(parts[1]) else {
            return nil
        }
        gate = parts[0]
        holds = parts[1] == "holds"
    }
}
