import Handover
import Identity
import Labels
import Ledger
import Policies
import Registers
import Storage

extension NodeEngine {
    /// Hands a received message out of the vault, with what it has to bear: where a register is kept it
    /// is a numbered exemplar, and that is durable before anybody gets a byte.
    ///
    /// - Throws: `RegisterError.holderUnnamed` for material in earnest that nobody has signed in for,
    ///   `RegisterError.caveatForbids`, and as ``show(_:by:)``.
    package func takeOut(_ order: TakeOutOrder) async throws -> TakenOut {
        let id = try received(order.message)
        let person = try await proven(order.claim)
        let (body, mark) = try await exclusively { engine in
            // Before it counts as opened: what may not leave stays unread as well.
            let exit = try engine.exit(of: id, order.form, by: person)
            let body = try await engine.opened(id, by: person, order.claim?.justification)
            guard exit.event != nil else { return (body, exit.mark) }
            // Anew, since being shown has an event of its own.
            return (body, try await engine.keep(engine.exit(of: id, order.form, by: person)))
        }
        return TakenOut(
            message: try inboxMessage(id, body), mark: mark,
            colour: colour(of: try Level(mark.level)))
    }

    /// Whether a person's exemplar takes attachments along; below registered levels always.
    ///
    /// - Throws: `RegisterError.exemplarNotHers`.
    func requireExemplar(
        _ number: Int?, of id: MessageID, by person: PersonAtNode?
    ) throws {
        guard let record = memory.received[id]?.value, isRegistered(try Level(record.level))
        else { return }
        let holder = holder(person)
        let exemplar = number.flatMap { memory.register.entries[id]?.value.exemplar($0) }
        guard let exemplar, exemplar.holder == holder, exemplar.state == .held,
            [.printed, .exported].contains(exemplar.kind)
        else { throw RegisterError.exemplarNotHers(number ?? 0) }
    }

    /// What somebody who has been shown a message for the first time adds to the register; `nil` where
    /// none is kept, and for whoever has not said who she is.
    func sighting(
        of person: PersonID?, _ id: MessageID, at level: Level
    ) throws -> RegisterStep? {
        guard let person, isRegistered(level) else { return nil }
        var draft = try registerDraft(id)
        var act = RegisterAct(.shown, of: 1)
        act.person = person
        let event = try draft.entry.record(act, by: nil, in: roster, at: clock())
        return try registerStep(draft, saying: [draft.entry.line(event)], by: person)
    }

    /// As policy has it; black without one.
    func colour(of level: Level) -> String {
        material.view(at: clock())?.policy.policy.rules(for: level)?.colour ?? "#000000"
    }

    // MARK: One exemplar

    private struct Exit {
        let mark: ExemplarMark
        let person: PersonID?
        /// `nil` where no register is kept.
        var draft: RegisterDraft?
        var event: RegisterEvent?
    }

    private func exit(
        of id: MessageID, _ form: TakeOutOrder.Form, by person: PersonAtNode?
    ) throws -> Exit {
        guard let record = memory.received[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        let label = try Label(text: record.label)
        let enclosures = record.attachments?.count ?? 0
        func mark(_ draft: RegisterDraft?, _ event: RegisterEvent?) -> ExemplarMark {
            ExemplarMark(
                label, of: id, numbered: event.flatMap { draft?.entry.exemplar($0.exemplar) },
                in: draft?.entry, enclosures: enclosures, holder: holder(person), at: clock())
        }
        guard isRegistered(label.level) else {
            return Exit(mark: mark(nil, nil), person: person?.standing.id)
        }
        if label.status.kind == .actual, person == nil { throw RegisterError.holderUnnamed }
        var draft = try registerDraft(id)
        var act = RegisterAct(form == .print ? .printed : .exported, of: 1)
        act.holder = holder(person)
        let event = try draft.entry.record(act, by: nil, in: roster, at: clock())
        return Exit(
            mark: mark(draft, event), person: person?.standing.id, draft: draft, event: event)
    }

    private func keep(_ exit: Exit) async throws -> ExemplarMark {
        if let draft = exit.draft, let event = exit.event {
            _ = try await keep(draft, saying: [draft.entry.line(event)], by: exit.person)
        }
        return exit.mark
    }

    /// Whoever has signed in, else the node.
    private func holder(_ person: PersonAtNode?) -> Holder {
        person.map { .person($0.standing.id) } ?? .node(node)
    }
}
