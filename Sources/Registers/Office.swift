package import Identity
package import Rosters

/// Functions of an actor's own roster that registers and reports know by name.
package enum Office: String, CaseIterable, Sendable, Hashable, Codable {
    /// Keeps the register.
    case registrator
    /// *Säkerhetsskyddschef*.
    case securityChief = "sakerhetsskyddschef"
    /// Looks at logs and does not administer the system.
    case auditor = "revisor"

    /// Whether the roster has the person in this office now.
    package func isHeld(by person: PersonID, in roster: Roster, at now: Timestamp) -> Bool {
        guard let function = try? FunctionID(rawValue) else { return false }
        return roster.holders(of: function, at: now).contains(person)
    }

    /// - Throws: ``RegisterError/officeMissing(_:_:)`` naming the first of the offices, unless the
    ///   person holds one of them.
    package static func require(
        _ offices: [Office], of person: PersonID, in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        if offices.contains(where: { $0.isHeld(by: person, in: roster, at: now) }) { return }
        guard let first = offices.first else { return }
        throw .officeMissing(first, person)
    }
}

extension Roster {
    /// Whether she is of the roster and has not left.
    func has(_ person: PersonID, at now: Timestamp) -> Bool {
        self[person].map { !$0.hasLeft(at: now) } ?? false
    }
}

/// One line with something in it.
///
/// - Throws: ``RegisterError/textInvalid(limitBytes:)``.
func requireLine(_ text: String) throws(RegisterError) {
    guard isWrittenLine(text, limitBytes: registerLineMaxBytes) else {
        throw .textInvalid(limitBytes: registerLineMaxBytes)
    }
}

/// Of a subject line, a decision's number or a remark: as much as a ledger's entry takes with the rest.
package let registerLineMaxBytes = 300
