import Identity

/// The one-line text form of a label, for people, notes and command lines.
///
///     actual; hemlig; secrecy=OSL 15:2|forsvarsmakten|2026-11-23T00:00:00Z; audience=forum:regionalt-samordnande|group:kommuner&actor:sos-alarm; compartments=el; caveats=no-forward; origin=SE; owners=sos-alarm; expires=2026-11-24T00:00:00Z
///
/// Fields stand in that order and end with `; ` except the last; `secrecy`, `compartments` and
/// `caveats` are left out when
/// empty. Reading accepts exactly what writing gives. Spec: Label#text.
extension Label {
    package var text: String {
        var text = status.description + "; " + level.name
        for marking in secrecy {
            text += "; secrecy=\(marking.provision)|\(marking.authority.text)|"
            text += marking.date.rfc3339
        }
        text += "; audience="
        for (index, clause) in audience.clauses.enumerated() {
            if index > 0 { text += "&" }
            text.append(clause.terms, by: \.text)
        }
        if !compartments.isEmpty {
            text += "; compartments="
            text.append(compartments, by: \.text)
        }
        if !caveats.isEmpty {
            text += "; caveats="
            text.append(caveats, by: \.rawValue)
        }
        text += "; origin=" + origin.text + "; owners="
        text.append(owners, by: \.text)
        text += "; expires=" + expires.rfc3339
        return text
    }

    /// - Throws: ``LabelError`` with the byte offset of the field that could not be read.
    package init(text: String) throws(LabelError) {
        var reader = LabelTextReader(text)
        let label = try reader.label()
        // `==` of strings would take another writing of the same letters for the same text.
        guard label.text.utf8.elementsEqual(text.utf8) else {
            throw .textInvalid(
                offset: commonPrefixBytes(label.text, text), expected: "canonical form")
        }
        self = label
    }
}

extension String {
    /// The parts' texts with `|` between.
    fileprivate mutating func append<Part>(_ parts: [Part], by text: (Part) -> String) {
        for (index, part) in parts.enumerated() {
            if index > 0 { self += "|" }
            self += text(part)
        }
    }
}

extension Status {
    /// - Throws: ``LabelError`` for anything ``description`` would not have written.
    package init(_ text: some StringProtocol) throws(LabelError) {
        switch text {
        case "actual": self = .actual
        case "test": self = .test
        default:
            guard text.hasPrefix("exercise("), text.hasSuffix(")") else {
                throw .statusUnknown(text: String(text))
            }
            let name = String(text.dropFirst("exercise(".count).dropLast())
            do { self = .exercise(try ExerciseID(name)) } catch { throw .nameInvalid(error) }
        }
    }
}

private func commonPrefixBytes(_ left: String, _ right: String) -> Int {
    zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
}

/// Takes one field after another and knows where it stands. Byte by byte: a letter may swallow the
/// sign before it, and a sign look like another.
private struct LabelTextReader {
    private var fields: ArraySlice<Substring>
    private var offset = 0

    init(_ text: String) {
        fields = text[...].parts(separator: ";")[...]
    }

    mutating func label() throws(LabelError) -> Label {
        let status = try Status(bare("status"))
        let levelOffset = offset
        let level = try Level(String(bare("level")))
        var secrecy: [Secrecy] = []
        while let value = optional("secrecy") { secrecy.append(try self.secrecy(value)) }
        let audience = try self.audience(required("audience"))
        let compartments: [Compartment] = try names(optional("compartments"))
        var caveats: [Caveat] = []
        for part in list(optional("caveats")) { caveats.append(try Caveat(part)) }
        let origin = try CountryCode(required("origin"))
        let owners: [ActorID] = try names(required("owners"))
        let expires = try time(required("expires"))
        guard fields.isEmpty else { throw .textInvalid(offset: offset, expected: "end") }
        let label = try Label(
            status: status, secrecy: secrecy, securityClass: SecurityClass(of: level),
            audience: audience,
            compartments: compartments, caveats: caveats, origin: origin, owners: owners,
            expires: expires)
        guard label.level == level else {
            throw .textInvalid(offset: levelOffset, expected: "level \(label.level)")
        }
        return label
    }

    private mutating func bare(_ expected: String) throws(LabelError) -> Substring {
        guard let field = fields.first else {
            throw .textInvalid(offset: offset, expected: expected)
        }
        return take(field)
    }

    private mutating func required(_ key: String) throws(LabelError) -> Substring {
        guard let value = optional(key) else { throw .textInvalid(offset: offset, expected: key) }
        return value
    }

    private mutating func optional(_ key: String) -> Substring? {
        guard let field = fields.first, field.trimmed.utf8.starts(with: (key + "=").utf8) else {
            return nil
        }
        return Substring(take(field).utf8.dropFirst(key.utf8.count + 1))
    }

    private mutating func take(_ field: Substring) -> Substring {
        fields.removeFirst()
        offset += field.utf8.count + 1
        return field.trimmed
    }

    private func list(_ value: Substring?) -> [Substring] { value?.parts(separator: "|") ?? [] }

    private func names<Concept>(_ value: Substring?) throws(LabelError) -> [Name<Concept>] {
        var names: [Name<Concept>] = []
        for part in list(value) {
            do { names.append(try Name(String(part))) } catch { throw .nameInvalid(error) }
        }
        return names
    }

    private func secrecy(_ value: Substring) throws(LabelError) -> Secrecy {
        let parts = list(value)
        guard parts.count == 3 else {
            throw .textInvalid(offset: offset, expected: "provision|authority|date")
        }
        let authority: [ActorID] = try names(parts[1])
        return try Secrecy(
            provision: String(parts[0]), authority: authority[0], date: time(parts[2]))
    }

    private func audience(_ value: Substring) throws(LabelError) -> Audience {
        var clauses: [AudienceClause] = []
        for clause in value.parts(separator: "&") {
            var terms: [AudienceTerm] = []
            for term in list(clause) { terms.append(try AudienceTerm(term)) }
            clauses.append(try AudienceClause(terms))
        }
        return try Audience(clauses)
    }

    private func time(_ value: Substring) throws(LabelError) -> Timestamp {
        do { return try Timestamp(canonical: String(value)) } catch { throw .nameInvalid(error) }
    }
}

extension Substring {
    fileprivate func parts(separator: Unicode.Scalar) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
            .map { Substring($0) }
    }

    /// Without spaces before it.
    fileprivate var trimmed: Substring {
        Substring(utf8.drop { $0 == UInt8(ascii: " ") })
    }
}

extension SecurityClass {
    /// The class a level implies; `none` for open and secrecy.
    package init(of level: Level) {
        switch level {
        case .open, .secrecy: self = .none
        case .restricted: self = .restricted
        case .confidential: self = .confidential
        case .secret: self = .secret
        case .topSecret: self = .topSecret
        }
    }
}
