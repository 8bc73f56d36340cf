package import Identity

/// Whose ledger is told of, and in which words.
package struct SyslogSource: Sendable {
    /// The relay or node.
    package let host: String
    package let program: String
    /// The log's origin, as its checkpoints name it.
    package let log: String
    private let text: @Sendable (LedgerEvent) -> String

    package init(
        host: String, program: String, log: String,
        text: @escaping @Sendable (LedgerEvent) -> String
    ) {
        (self.host, self.program, self.log, self.text) = (host, program, log, text)
    }

    /// What is told of an entry: who, which level, which message by its id, which gates failed. Neither
    /// remarks nor subject lines, and no person but by pseudonym; the ledger has the rest.
    ///
    /// - Returns: `nil` for what nobody outside is told.
    package func message(
        of facts: LedgerFacts, entry: UInt64, commitment: Digest
    ) -> SyslogMessage? {
        guard let priority = facts.syslogPriority else { return nil }
        typealias Parameter = SyslogMessage.Parameter
        let single: [(String, String?)] = [
            ("log", log), ("entry", String(entry)), ("commitment", commitment.hex),
            ("event", facts.event.rawValue), ("level", facts.level), ("status", facts.status),
            ("message", facts.message?.hex), ("originator", facts.originator?.text),
            ("actor", facts.actor?.text), ("node", facts.node?.text),
            ("person", facts.person?.text),
        ]
        var parameters = single.compactMap { name, value in value.map { Parameter(name, $0) } }
        if !facts.recipients.isEmpty {
            parameters.append(Parameter("recipients", String(facts.recipients.count)))
        }
        parameters += facts.recipients.prefix(Self.recipientsMax).map {
            Parameter("recipient", $0.text)
        }
        parameters += facts.gates.filter { !$0.holds }.map { Parameter("gate", $0.gate) }
        return SyslogMessage(
            priority, at: facts.time, from: host, of: program, kind: facts.event.rawValue,
            parameters, saying: text(facts.event))
    }

    /// That are named; how many there are is always told. A receiver has to take 2 048 bytes.
    package static let recipientsMax = 4
}
