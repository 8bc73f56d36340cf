package import Identity

/// Something that happened to an exemplar, as it stands in the register for good.
package struct RegisterEvent: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable, Hashable, Codable {
        /// It came, and lies in the vault.
        case received
        /// The actor's own exemplar of what it sent.
        case kept
        /// It was sent to an addressee.
        case issued
        case copied, extracted
        /// Out of the vault, onto paper or into a file.
        case printed, exported
        /// Somebody was shown it or told what it says.
        case shown
        /// It changed hands.
        case handed
        /// By name.
        case receipt
        case returned, destroyed, missing, found

        /// Whether it makes a new exemplar.
        package var makes: Bool {
            switch self {
            case .received, .kept, .issued, .copied, .extracted, .printed, .exported: true
            case .shown, .handed, .receipt, .returned, .destroyed, .missing, .found: false
            }
        }

        /// Whether the node writes it, and no person.
        package var isNodes: Bool {
            switch self {
            case .received, .kept, .issued, .printed, .exported: true
            default: false
            }
        }
    }

    /// From 1 within an entry.
    package let exemplar: Int
    package let kind: Kind
    package let time: Timestamp
    /// Who wrote it; `nil`: the node.
    package let by: PersonID?
    /// Which one it was taken from.
    package var source: Int?
    /// Who has it from then on.
    package var holder: Holder?
    /// Who was shown it, gave the receipt, or supervised.
    package var person: PersonID?
    package var decision: CopyDecision?
    package var remark: String?
}

/// That a copy or an extract may be made: the number of the decision, and who took it.
package struct CopyDecision: Hashable, Sendable, Codable {
    package let number: String
    package let by: PersonID

    package init(number: String, by: PersonID) {
        (self.number, self.by) = (number, by)
    }
}

/// What somebody asks to have written.
package struct RegisterAct: Hashable, Sendable, Codable {
    package enum Part: String, CaseIterable, Sendable, Hashable {
        case holder, person, decision, remark
    }

    package var kind: RegisterEvent.Kind
    /// The one it is done to; for a new one, the one it is taken from.
    package var exemplar: Int
    package var holder: Holder?
    package var person: PersonID?
    package var decision: CopyDecision?
    package var remark: String?

    package init(_ kind: RegisterEvent.Kind, of exemplar: Int) {
        (self.kind, self.exemplar) = (kind, exemplar)
    }

    /// Every kind has just the parts that say what it says; a remark is always welcome.
    ///
    /// - Throws: ``RegisterError``.
    func checkParts() throws(RegisterError) {
        let given: [Part] = [
            holder.map { _ in .holder }, person.map { _ in .person },
            decision.map { _ in .decision },
            remark.map { _ in .remark },
        ].compactMap { $0 }
        for part in kind.needs where !given.contains(part) { throw .partMissing(kind, part) }
        for part in given where part != .remark && !kind.needs.contains(part) {
            throw .partUnwanted(kind, part)
        }
        if let remark { try requireLine(remark) }
        if let decision { try requireLine(decision.number) }
    }
}

extension RegisterEvent.Kind {
    fileprivate var needs: [RegisterAct.Part] {
        switch self {
        case .received, .kept, .issued, .printed, .exported, .handed: [.holder]
        case .copied, .extracted: [.holder, .decision]
        case .shown, .receipt, .destroyed: [.person]
        case .returned: []
        case .missing, .found: [.remark]
        }
    }
}
