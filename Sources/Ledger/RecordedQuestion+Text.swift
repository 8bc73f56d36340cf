import Identity

extension RecordedQuestion {
    /// Its lines in their one order, as a part of an entry's text.
    func write(to lines: inout LineWriter) {
        lines.add("question", stage)
        lines.add("under", view.hex)
        lines.add("asked", asked.rfc3339)
        lines.add("viewed", viewed == asked ? nil : viewed.rfc3339)
        lines.add("label", label)
        lines.add("kind", kind)
        lines.add("suite", suite)
        lines.add("opaque", isOpaque ? Self.yes : nil)
        lines.add("ground", ground?.text)
        lines.add("approval", approval?.text)
        lines.add("activation", activation?.text)
        lines.add("carrier", carrier)
        for key in keys { lines.add("key", key.role, key.id.hex) }
        for reference in references { lines.add("reference", reference.value) }
        for person in releases { lines.add("release", person.text) }
        for system in systems { lines.add("system", system.role, system.name) }
        lines.add("vault", vault)
        lines.add("witnessed", witnessed?.rfc3339)
        lines.add("admission", admission.map(\.value))
        for answer in answers {
            lines.add("answer", answer.recipient.text, answer.key?.hex ?? none, answer.gates)
        }
    }

    /// Reads the lines that ``write(to:)`` writes; `nil` where the next line begins no question.
    ///
    /// - Throws: ``LedgerError``.
    init?(_ reader: inout LineReader) throws(LedgerError) {
        guard let stage = try reader.optional("question", { isToken($0) ? $0 : nil }) else {
            return nil
        }
        let view = try reader.needed("under") { try Digest(hex: $0) }
        let asked = try reader.needed("asked") { try Timestamp(canonical: $0) }
        let viewed = try reader.optional("viewed") {
            let time = try Timestamp(canonical: $0)
            return time == asked ? nil : time
        }
        let label = try reader.needed("label") {
            isPlainLine($0, maxBytes: Self.labelMaxBytes) ? $0 : nil
        }
        let kind = try reader.needed("kind") { isToken($0) ? $0 : nil }
        let suite = try reader.needed("suite") { isToken($0) ? $0 : nil }
        let opaque = try reader.optional("opaque") { $0 == Self.yes ? true : nil }
        let ground = try reader.optional("ground") { try GroundCode($0) }
        let approval = try reader.optional("approval") { try ApprovalID($0) }
        let activation = try reader.optional("activation") { try ActivationID($0) }
        let carrier = try reader.needed("carrier") { isToken($0) ? $0 : nil }
        self.init(
            stage: stage, view: view, asked: asked, viewed: viewed ?? asked, label: label,
            kind: kind, suite: suite, carrier: carrier)
        isOpaque = opaque ?? false
        (self.ground, self.approval, self.activation) = (ground, approval, activation)
        try readParts(&reader)
    }

    private mutating func readParts(_ reader: inout LineReader) throws(LedgerError) {
        keys = try reader.all("key", limit: Self.partsMax) { try Key(value: $0) }
        references = try reader.all("reference", limit: Self.partsMax) {
            try Reference(value: $0)
        }
        releases = try reader.all("release", limit: Self.partsMax) { try PersonID($0) }
        systems = try reader.all("system", limit: Self.partsMax) { System(value: $0) }
        vault = try reader.optional("vault") { isToken($0) ? $0 : nil }
        witnessed = try reader.optional("witnessed") { try Timestamp(canonical: $0) }
        admission = try reader.optional("admission") { try Admission(value: $0) }
        answers = try reader.all("answer", limit: Self.answersMax) { try Answer(value: $0) }
    }

    private static let yes = "yes"
}

extension RecordedQuestion.Key {
    fileprivate init?(value: String) throws {
        let words = words(of: value)
        guard words.count == 2, isToken(words[0]) else { return nil }
        self.init(role: words[0], id: try KeyID(hex: words[1]))
    }
}

extension RecordedQuestion.Reference {
    fileprivate var value: String {
        ([relation, message.hex] + [originator?.text].compactMap { $0 } + owners.map(\.text))
            .joined(separator: " ")
    }

    fileprivate init?(value: String) throws {
        let words = words(of: value)
        guard words.count >= 2, isToken(words[0]) else { return nil }
        self.init(
            relation: words[0], message: try MessageID(hex: words[1]),
            originator: try words.count > 2 ? ActorID(words[2]) : nil,
            owners: try words.dropFirst(3).map { try ActorID($0) })
    }
}

extension RecordedQuestion.System {
    fileprivate init?(value: String) {
        let words = words(of: value)
        guard words.count == 2, isToken(words[0]), isSystemName(words[1]) else { return nil }
        self.init(role: words[0], name: words[1])
    }
}

extension RecordedQuestion.Admission {
    fileprivate var value: String { "\(asked.rfc3339) \(standing?.hex ?? none)" }

    fileprivate init?(value: String) throws {
        let words = words(of: value)
        guard words.count == 2 else { return nil }
        self.init(
            asked: try Timestamp(canonical: words[0]),
            standing: try words[1] == none ? nil : Digest(hex: words[1]))
    }
}

extension RecordedQuestion.Answer {
    /// The gates that failed, or that none did.
    fileprivate var gates: String { failed.isEmpty ? permitted : failed.joined(separator: ",") }

    fileprivate init?(value: String) throws {
        let words = words(of: value)
        guard words.count == 3 else { return nil }
        let gates =
            words[2] == permitted
            ? [] : words[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard gates.allSatisfy(isToken) else { return nil }
        self.init(
            recipient: try ActorID(words[0]),
            key: try words[1] == none ? nil : KeyID(hex: words[1]), failed: gates)
    }
}

private let none = "-"
private let permitted = "permitted"

private func words(of value: String) -> [String] {
    value.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
}

extension LineReader {
    /// - Throws: ``LedgerError/lineUnexpected(line:expected:)``,
    ///   ``LedgerError/valueInvalid(line:part:)``.
    fileprivate mutating func needed<Value>(
        _ word: String, _ read: (String) throws -> Value?
    ) throws(LedgerError) -> Value {
        let text = try require(word)
        return try value(word) { try read(text) }
    }

    /// The values of as many lines of that word as there are.
    ///
    /// - Throws: ``LedgerError/valueInvalid(line:part:)``, ``LedgerError/tooMany(part:limit:)``.
    fileprivate mutating func all<Value>(
        _ word: String, limit: Int, _ read: (String) throws -> Value?
    ) throws(LedgerError) -> [Value] {
        var values: [Value] = []
        while let value = try optional(word, read) {
            guard values.count < limit else { throw .tooMany(part: word, limit: limit) }
            values.append(value)
        }
        return values
    }
}
