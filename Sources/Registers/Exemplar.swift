package import Identity

/// One numbered exemplar as its events leave it.
package struct Exemplar: Hashable, Sendable {
    package enum State: String, Sendable, Hashable, Codable {
        case held, missing, destroyed
    }

    package let number: Int
    /// What made it.
    package let kind: RegisterEvent.Kind
    package let source: Int?
    package let made: Timestamp
    package internal(set) var holder: Holder
    /// Since when the present holder has it.
    package internal(set) var heldSince: Timestamp
    package internal(set) var state = State.held
    /// Who has receipted for it by name since it came to its present holder.
    package internal(set) var receiptedBy: PersonID?
    /// Who has seen it or been told, each once, in order.
    package internal(set) var shownTo: [PersonID] = []

    init?(_ event: RegisterEvent) {
        guard event.kind.makes, let holder = event.holder else { return nil }
        number = event.exemplar
        kind = event.kind
        source = event.source
        made = event.time
        heldSince = event.time
        self.holder = holder
        // Whoever takes it out of the vault has signed in for it, which is her receipt.
        if event.kind.isNodes { receiptedBy = event.holder?.person }
    }

    /// It lies in the vault, whose rows are counted at every start.
    package var isInVault: Bool { kind == .received || kind == .kept }

    mutating func take(_ event: RegisterEvent) {
        switch event.kind {
        case .received, .kept, .issued, .copied, .extracted, .printed, .exported: return
        case .shown:
            if let person = event.person, !shownTo.contains(person) { shownTo.append(person) }
        case .handed, .returned:
            holder = event.holder ?? holder
            heldSince = event.time
            receiptedBy = event.kind == .returned ? event.by : nil
        case .receipt: receiptedBy = event.person
        case .destroyed: state = .destroyed
        case .missing: state = .missing
        case .found: state = .held
        }
    }
}
