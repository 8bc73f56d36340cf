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
    /// Runs the machines and their programs.
    case administrator = "systemadministrator"
    /// Answers for keys: makes, hands out, renews and destroys them.
    case keyCustodian = "nyckelansvarig"

    /// Whoever holds one of these could alter what a log would tell of her.
    package static let administering: [Office] = [.administrator, .keyCustodian]

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
    /// An administering office that a human held at any time between two moments, under whatever
    /// pseudonym.
    ///
    /// - Parameter changed: functions that the ledger has been given or taken back since `start`, by
    ///   pseudonym: the roster itself forgets what is taken back.
    func administeringOffice(
        of person: PersonID, from start: Timestamp, until end: Timestamp,
        changed: [PersonID: Set<FunctionID>]
    ) -> Office? {
        let humans = pseudonyms(of: person).sorted()
        return Office.administering.first { office in
            guard let function = try? FunctionID(office.rawValue) else { return false }
            return humans.contains { human in
                changed[human]?.contains(function) == true
                    || self[human]?.holds(function, between: start, and: end) == true
            }
        }
    }

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
