import ArgumentParser
import Auditing
import ContentWording
import Identity
import Node
import Speaking
import Wording

/// `budkavle audit disposal …`
struct AuditDisposal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disposal",
        abstract: spoken(
            sv: "Gallring av liggarens uppgifter när deras bevarandetid är slut.",
            en: "Disposal of the ledger's facts when their retention has ended."),
        subcommands: [
            AuditDisposalPlan.self, AuditDisposalExecute.self, AuditDisposalShow.self,
        ], defaultSubcommand: AuditDisposalPlan.self)
}

struct AuditDisposalPlan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: spoken(
            sv: "Visar vad som skulle gallras nu, och vad som bevaras varför; inget ändras.",
            en: "Shows what would be disposed of now, and what is kept why; nothing is changed."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .planDisposal)
        guard case .disposalPlan(let plan) = reply else { return }
        try global.output.show(plan) { output in
            output.say(
                sv: "Policy version \(plan.policyVersion): \(plan.count) av \(plan.ledgerSize) "
                    + "poster skulle gallras.",
                en: "Policy version \(plan.policyVersion): \(plan.count) of \(plan.ledgerSize) "
                    + "entries would be disposed of.")
            if plan.count > 0 { output.say(Phrase(verbatim: plan.entries.text)) }
            output.show(table(plan, output))
            if !plan.isDecided {
                output.say(
                    sv: "Ingen har beslutat policyns bevarandetider: gallras kan inget.",
                    en: "Nobody has decided the policy's retention: nothing can be disposed of.")
            }
        }
    }

    private func table(_ plan: DisposalPlanReply, _ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Vad", en: "What"), Phrase(sv: "Varför", en: "Why"),
            Phrase(sv: "Poster", en: "Entries"),
        ])
        func add(_ what: Phrase, _ why: String, _ count: Int) {
            if count > 0 { table.add([output.word(what), why, "\(count)"]) }
        }
        for (event, count) in plan.events.sorted(by: { $0.key < $1.key }) {
            add(Phrase(sv: "gallras", en: "goes"), event, count)
        }
        add(Phrase(sv: "gallras nästa gång", en: "goes next time"), "–", plan.later)
        for hold in DisposalHold.allCases {
            add(
                Phrase(sv: "bevaras", en: "is kept"), output.word(hold.phrase),
                plan.held[hold.rawValue] ?? 0)
        }
        add(
            Phrase(sv: "bevaras", en: "is kept"),
            output.word(Phrase(sv: "tiden är inte slut", en: "its time is not over")), plan.inTime)
        add(Phrase(sv: "gallrat tidigare", en: "went before"), "–", plan.erased)
        return table
    }
}

struct AuditDisposalExecute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "execute",
        abstract: spoken(
            sv: "Gallrar det som planen visar; säkerhetsskyddschefen och en till loggar in.",
            en: "Disposes of what the plan shows; the security chief and one more sign in."),
        discussion: spoken(
            sv: """
                Uppgifter och salt förstörs för gott, som den undertecknade policyns bevarandetider \
                säger; träd, kontrollpunkter och bevis består. Vad som gallras, under vilken policy \
                och av vilka står i liggaren innan något förstörs.
                """,
            en: """
                Facts and salts are destroyed for good, as the signed policy's retention says; tree, \
                checkpoints and proofs stay. What goes, under which policy and by whom is in the \
                ledger before anything is destroyed.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En annan människa, som övervakar.", en: "Another human, who supervises.",
            value: .id))
    var supervisor: PersonID
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med hennes lösenord; frågas annars efter.",
            en: "File with her password; else it is asked for.", value: .file),
        completion: .file())
    var supervisorPasswordFile: String?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let claim = try await person.requiredClaim(session)
        let order = DisposalOrder(
            by: claim,
            supervisedBy: PersonClaim(
                supervisor,
                password: try password(
                    of: supervisor, in: supervisorPasswordFile, global.output)))
        let reply = try await session.call(register: .dispose(order))
        guard case .disposals(let found) = reply, let disposal = found.disposals.first else {
            return
        }
        try global.output.show(disposal) { $0.say(disposal.phrase) }
    }
}

struct AuditDisposalShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar vad som gallrats under vilken policy, och vad som är borta utan.",
            en: "Shows what was disposed of under which policy, and what is gone without."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .disposals)
        guard case .disposals(let found) = reply else { return }
        try global.output.show(found) { output in
            if found.disposals.isEmpty {
                output.say(sv: "Inget är gallrat.", en: "Nothing was disposed of.")
            }
            for disposal in found.disposals { output.say(disposal.phrase) }
            guard !found.unexplained.isEmpty else { return }
            output.say(
                sv: "BORTA UTAN GALLRINGSBESLUT: post \(found.unexplained.text).",
                en: "GONE WITHOUT A DISPOSAL: entries \(found.unexplained.text).")
        }
        if !found.unexplained.isEmpty { throw CommandError.told(.badData) }
    }
}
