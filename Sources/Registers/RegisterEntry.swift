package import Identity
package import Labels
package import Rosters

/// One message in the register: what it is called there, and all that happened to its exemplars.
///
/// Events are added, never changed or taken away; who has what follows from them.
/// Source: the fields that Försvarsmakten's and the industry's handbooks ask of a register from BH.
package struct RegisterEntry: Hashable, Sendable, Codable {
    package enum Direction: String, Sendable, Hashable, Codable { case received, sent }

    package let number: RegisterNumber
    package let message: MessageID
    package let level: Level
    package let direction: Direction
    /// The sender, or the addressees.
    package let parties: [ActorID]
    /// When it was received or sent.
    package let dated: Timestamp
    package let enclosures: Int
    /// The first of the label's caveats that forbids to copy it; by name.
    private let caveat: String?
    /// Written by a registrator, and itself unclassified; `nil` until it is.
    package private(set) var subject: String?
    /// The other side's number of it.
    package private(set) var theirNumber: String?
    package private(set) var events: [RegisterEvent]

    package static let eventsMax = 10_000

    /// What came to this node: exemplar 1 lies in its vault.
    package init(
        _ number: RegisterNumber, received message: MessageID, under label: Label,
        from originator: ActorID, at dated: Timestamp, enclosures: Int, in node: NodeID
    ) {
        self.init(
            number, message, label, .received, [originator], dated, enclosures,
            [Self.made(1, .received, .node(node), dated)])
    }

    /// What this node sent: exemplar 1 is its own, the addressees' are those from 2 on, by name.
    package init(
        _ number: RegisterNumber, sent message: MessageID, under label: Label,
        to addressees: [ActorID], at dated: Timestamp, enclosures: Int, from node: NodeID
    ) {
        let addressees = Set(addressees).sorted()
        let issued = addressees.enumerated().map {
            Self.made($0.offset + 2, .issued, .actor($0.element), dated)
        }
        self.init(
            number, message, label, .sent, addressees, dated, enclosures,
            [Self.made(1, .kept, .node(node), dated)] + issued)
    }

    private init(
        _ number: RegisterNumber, _ message: MessageID, _ label: Label, _ direction: Direction,
        _ parties: [ActorID], _ dated: Timestamp, _ enclosures: Int, _ events: [RegisterEvent]
    ) {
        (self.number, self.message, self.level) = (number, message, label.level)
        (self.direction, self.parties, self.dated) = (direction, parties, dated)
        (self.enclosures, self.events) = (enclosures, events)
        caveat = [Caveat.noCopy, .oralOnly].first(where: label.caveats.contains)?.rawValue
    }

    private static func made(
        _ exemplar: Int, _ kind: RegisterEvent.Kind, _ holder: Holder, _ time: Timestamp
    ) -> RegisterEvent {
        RegisterEvent(exemplar: exemplar, kind: kind, time: time, by: nil, holder: holder)
    }

    /// By number.
    package var exemplars: [Exemplar] {
        var table: [Int: Exemplar] = [:]
        for event in events {
            if let made = Exemplar(event) {
                table[made.number] = made
            } else {
                table[event.exemplar]?.take(event)
            }
        }
        return table.values.sorted { $0.number < $1.number }
    }

    package func exemplar(_ number: Int) -> Exemplar? {
        exemplars.first { $0.number == number }
    }

    // MARK: Writing

    /// What a registrator calls the message, so that the register itself can be shown.
    ///
    /// - Parameter own: the message's own subject, which it must not be.
    /// - Throws: ``RegisterError/textInvalid(limitBytes:)``, ``RegisterError/subjectCopied``.
    package mutating func name(
        _ subject: String, theirNumber: String?, unlike own: String
    ) throws(RegisterError) {
        try requireLine(subject)
        if let theirNumber { try requireLine(theirNumber) }
        func folded(_ text: String) -> String {
            text.lowercased().split(separator: " ").joined(separator: " ")
        }
        guard folded(subject) != folded(own) else { throw .subjectCopied }
        self.subject = subject
        self.theirNumber = theirNumber ?? self.theirNumber
    }

    /// Adds what happened.
    ///
    /// - Parameter person: who writes it; `nil`: the node.
    /// - Throws: ``RegisterError``; nothing is added then.
    @discardableResult
    package mutating func record(
        _ act: RegisterAct, by person: PersonID?, in roster: Roster, at now: Timestamp
    ) throws(RegisterError) -> RegisterEvent {
        guard events.count < Self.eventsMax else { throw .tooMany(limit: Self.eventsMax) }
        if person != nil, act.kind.isNodes { throw .kindReserved(act.kind) }
        try act.checkParts()
        guard let exemplar = exemplar(act.exemplar) else {
            throw .exemplarUnknown(act.exemplar)
        }
        try check(act, of: exemplar, by: person, in: roster, at: now)
        var event = RegisterEvent(
            exemplar: act.kind.makes ? (exemplars.last?.number ?? 0) + 1 : act.exemplar,
            kind: act.kind, time: now, by: person)
        event.source = act.kind.makes ? act.exemplar : nil
        // What is returned comes back to whoever writes so.
        event.holder = act.kind == .returned ? person.map(Holder.person) : act.holder
        (event.person, event.decision) = (act.person, act.decision)
        event.remark = act.remark
        events.append(event)
        return event
    }

    // MARK: What must hold

    private func check(
        _ act: RegisterAct, of exemplar: Exemplar, by person: PersonID?, in roster: Roster,
        at now: Timestamp
    ) throws(RegisterError) {
        try checkState(act, of: exemplar)
        try checkPersons(act, in: roster, at: now)
        if act.kind.makes, let caveat = caveat.flatMap(Caveat.init(rawValue:)) {
            throw .caveatForbids(caveat)
        }
        switch act.kind {
        case .handed where exemplar.isInVault, .returned where exemplar.isInVault,
            .destroyed where exemplar.isInVault, .receipt where exemplar.isInVault,
            .missing where exemplar.isInVault:
            throw .exemplarInVault(exemplar.number)
        case .handed where act.holder == exemplar.holder,
            .returned where person.map(Holder.person) == exemplar.holder:
            throw .holderUnchanged(exemplar.number)
        case .receipt:
            if let holder = exemplar.holder.person, let giver = act.person, holder != giver {
                throw .receiptOfAnother(giver)
            }
        case .destroyed:
            guard let person, let witness = act.person else { return }
            let humans = roster.pseudonyms(of: person)
            guard humans.isDisjoint(with: roster.pseudonyms(of: witness)) else {
                throw .witnessSame(witness)
            }
        default: return
        }
    }

    private func checkState(
        _ act: RegisterAct, of exemplar: Exemplar
    ) throws(RegisterError) {
        switch (exemplar.state, act.kind) {
        case (.destroyed, _): throw .exemplarDestroyed(exemplar.number)
        case (.missing, .found): return
        case (.missing, _): throw .exemplarMissing(exemplar.number)
        case (.held, .found): throw .exemplarNotMissing(exemplar.number)
        case (.held, .returned), (.held, .missing): return
        case (.held, _):
            if case .actor(let actor) = exemplar.holder {
                throw .exemplarElsewhere(exemplar.number, actor)
            }
        }
    }

    /// Everybody named is of the roster, and has not left.
    private func checkPersons(
        _ act: RegisterAct, in roster: Roster, at now: Timestamp
    ) throws(RegisterError) {
        // What the node writes itself is of somebody who has just signed in.
        if act.kind.isNodes || act.kind == .found || act.kind == .missing { return }
        for person in [act.person, act.decision?.by, act.holder?.person].compactMap({ $0 })
        where !roster.has(person, at: now) {
            throw .personNotInRoster(person)
        }
    }
}
