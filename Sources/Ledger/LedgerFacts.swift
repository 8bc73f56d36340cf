package import Identity

/// What one audit entry states, in a text that anybody can read and hash.
///
///     budkavle-ledger v1
///     event refused
///     time 2026-11-23T05:21:08Z
///     message 2f0c…(64 hexadecimal digits)
///     level hemlig
///     status actual
///     originator polisen-region-stockholm
///     actor lansstyrelsen-stockholm
///     recipient kommun-solna
///     gate crypto.approved fails
///     gate audience holds
///
/// Lines come in this order, absent ones are left out. The log's leaf is a commitment to the text
/// (``LeafCommitment``); the text itself lies beside it and can be erased. Spec: Ledger.
package struct LedgerFacts: Hashable, Sendable {
    package let event: LedgerEvent
    package let time: Timestamp
    package var message: MessageID?
    /// The name of a level, as files and options write it.
    package private(set) var level: String?
    /// The name of a status kind.
    package private(set) var status: String?
    /// When the store may forget what the entry speaks of; until then it must be there.
    package var expires: Timestamp?
    package var originator: ActorID?
    /// Who acted: the caller, the actor whose node it was.
    package var actor: ActorID?
    package var node: NodeID?
    package var person: PersonID?
    /// Sorted, without repetition.
    package private(set) var recipients: [ActorID] = []
    /// In the order of the decision.
    package private(set) var gates: [GateOutcome] = []
    /// SHA-256 of the signed receipt the entry speaks of.
    package var receipt: Digest?
    /// SHA-256 of the blob the entry speaks of.
    package var blob: Digest?
    /// Digest of the policy and registry that were in force.
    package var view: Digest?
    /// What was asked, where the entry is of a decision; `nil` in entries written before it was kept.
    package private(set) var question: RecordedQuestion?
    /// A reason or remark; one line.
    package private(set) var detail: String?

    package init(_ event: LedgerEvent, at time: Timestamp) {
        self.event = event
        self.time = time
    }

    /// The label's handling, by names.
    ///
    /// - Throws: ``LedgerError/partInvalid(part:)``.
    package mutating func setHandling(level: String, status: String) throws(LedgerError) {
        guard isToken(level) else { throw .partInvalid(part: "level") }
        guard isToken(status) else { throw .partInvalid(part: "status") }
        self.level = level
        self.status = status
    }

    /// - Throws: ``LedgerError/tooMany(part:limit:)``.
    package mutating func setRecipients(
        _ recipients: some Sequence<ActorID>
    ) throws(LedgerError) {
        let unique = Set(recipients).sorted()
        guard unique.count <= Self.recipientsMax else {
            throw .tooMany(part: "recipient", limit: Self.recipientsMax)
        }
        self.recipients = unique
    }

    /// - Throws: ``LedgerError/tooMany(part:limit:)``.
    package mutating func setGates(_ gates: [GateOutcome]) throws(LedgerError) {
        guard gates.count <= Self.gatesMax else {
            throw .tooMany(part: "gate", limit: Self.gatesMax)
        }
        self.gates = gates
    }

    /// - Throws: ``LedgerError/partInvalid(part:)`` for one that could not be read back.
    package mutating func setQuestion(_ question: RecordedQuestion) throws(LedgerError) {
        guard question.isWritable else { throw .partInvalid(part: "question") }
        self.question = question
    }

    /// - Throws: ``LedgerError/partInvalid(part:)`` unless it is one line without control
    ///   characters, at most ``detailMaxBytes`` long.
    package mutating func setDetail(_ detail: String) throws(LedgerError) {
        guard isPlainLine(detail, maxBytes: Self.detailMaxBytes) else {
            throw .partInvalid(part: "detail")
        }
        self.detail = detail
    }

    package static let recipientsMax = 4_096
    package static let gatesMax = 64
    package static let detailMaxBytes = 1_024
    static let linesMax = recipientsMax + gatesMax + RecordedQuestion.linesMax + 16
}

extension LedgerFacts {
    /// The canonical text, ending in LF.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// ``text`` in UTF-8.
    package var bytes: [UInt8] {
        var lines = LineWriter(Self.firstLine)
        lines.add("event", event.rawValue)
        lines.add("time", time.rfc3339)
        lines.add("message", message?.hex)
        lines.add("level", level)
        lines.add("status", status)
        lines.add("expires", expires?.rfc3339)
        lines.add("originator", originator?.text)
        lines.add("actor", actor?.text)
        lines.add("node", node?.text)
        lines.add("person", person?.text)
        for recipient in recipients { lines.add("recipient", recipient.text) }
        for gate in gates { lines.add("gate", gate.gate, gate.word) }
        lines.add("receipt", receipt?.hex)
        lines.add("blob", blob?.hex)
        lines.add("view", view?.hex)
        question?.write(to: &lines)
        lines.add("detail", detail)
        return lines.bytes
    }

    /// Reads the text that ``text`` writes, and no other.
    ///
    /// - Throws: ``LedgerError``.
    package init(parsing bytes: [UInt8]) throws(LedgerError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .utf8Invalid }
        var reader = try LineReader(text, linesMax: Self.linesMax)
        try reader.requireLine(Self.firstLine)
        let eventName = try reader.require("event")
        event = try reader.value("event") { LedgerEvent(rawValue: eventName) }
        let timeText = try reader.require("time")
        time = try reader.value("time") { try Timestamp(canonical: timeText) }
        message = try reader.optional("message") { try MessageID(hex: $0) }
        level = try reader.optional("level") { isToken($0) ? $0 : nil }
        status = try reader.optional("status") { isToken($0) ? $0 : nil }
        expires = try reader.optional("expires") { try Timestamp(canonical: $0) }
        originator = try reader.optional("originator") { try ActorID($0) }
        actor = try reader.optional("actor") { try ActorID($0) }
        node = try reader.optional("node") { try NodeID($0) }
        person = try reader.optional("person") { try PersonID($0) }
        while let recipient = try reader.optional("recipient", { try ActorID($0) }) {
            if let last = recipients.last, last >= recipient {
                throw .valueInvalid(line: reader.line, part: "recipient")
            }
            recipients.append(recipient)
        }
        while let gate = try reader.optional("gate", { GateOutcome(value: $0) }) {
            gates.append(gate)
        }
        receipt = try reader.optional("receipt") { try Digest(hex: $0) }
        blob = try reader.optional("blob") { try Digest(hex: $0) }
        view = try reader.optional("view") { try Digest(hex: $0) }
        question = try RecordedQuestion(&reader)
        detail = try reader.optional("detail") {
            isPlainLine($0, maxBytes: Self.detailMaxBytes) ? $0 : nil
        }
        try reader.finish()
        guard recipients.count <= Self.recipientsMax, gates.count <= Self.gatesMax else {
            throw .tooMany(part: "line", limit: Self.linesMax)
        }
    }

    static let firstLine = "budkavle-ledger v1"
}

extension LineReader {
    /// The value of an optional line, `nil` when the next line is of another word.
    ///
    /// - Throws: ``LedgerError/valueInvalid(line:part:)`` when the line is there and cannot be
    ///   read.
    mutating func optional<Value>(
        _ word: String, _ read: (String) throws -> Value?
    ) throws(LedgerError) -> Value? {
        guard let text = take(word) else { return nil }
        return try value(word) { try read(text) }
    }
}
