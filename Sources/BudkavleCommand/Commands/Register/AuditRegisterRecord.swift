import ArgumentParser
import Identity
import Node
import Registers
import Speaking
import Wording

struct AuditRegisterRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: spoken(
            sv: "Registratorn antecknar vad som hänt ett exemplar.",
            en: "The registrator records what happened to an exemplar."),
        discussion: spoken(
            sv: """
                copied och extracted ger ett nytt nummer och kräver --to, --decision och \
                --decided-by; handed kräver --to; shown, receipt och destroyed kräver --named \
                (den som fick se, den som kvitterar, den som övervakade); returned går till den som \
                antecknar; missing och found kräver --remark. Sin egen kvittens lämnar var och en \
                själv, och den som övervakade en förstöring loggar in hon också.
                """,
            en: """
                copied and extracted give a new number and need --to, --decision and --decided-by; \
                handed needs --to; shown, receipt and destroyed need --named (who was shown it, who \
                receipts, who supervised); returned goes to whoever records it; missing and found \
                need --remark. Everybody gives her own receipt herself, and whoever supervised a \
                destruction signs in too.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(sv: "Händelsen.", en: "The event."))
    var event: RegisterEvent.Kind
    @Argument(help: entryHelp)
    var entry: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Exemplarets nummer; för kopia och utdrag det som de tas av.",
            en: "The exemplar's number; for a copy or extract the one it is taken from.",
            value: .count))
    var exemplar: Int
    @Option(
        name: .customLong("to"),
        help: ArgumentHelp(
            sv: "Vem som har det sedan: person:, actor: eller node: och ett namn.",
            en: "Who has it afterwards: person:, actor: or node: and a name.", value: .name))
    var holder: Holder?
    @Option(
        name: .customLong("named"),
        help: ArgumentHelp(
            sv: "Den som fick se, kvitterar eller övervakade.",
            en: "Who was shown it, receipts or supervised.", value: .id))
    var named: PersonID?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fil med lösenordet för den som övervakade en förstöring; frågas annars efter.",
            en: "File with the password of who supervised a destruction; else it is asked for.",
            value: .file), completion: .file())
    var namedPasswordFile: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Beslutets nummer.", en: "The decision's number.", value: .name))
    var decision: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vem som beslutade.", en: "Who decided.", value: .id))
    var decidedBy: PersonID?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "En anmärkning på en rad.", en: "A remark in one line.", value: .reason))
    var remark: String?
    @OptionGroup var person: PersonOptions

    func validate() throws {
        if decision != nil, decidedBy == nil {
            throw CommandError.optionMissing("--decided-by").ofUsage
        }
        if namedPasswordFile != nil, named == nil {
            throw CommandError.optionMissing("--named").ofUsage
        }
        if decidedBy != nil, decision == nil {
            throw CommandError.optionMissing("--decision").ofUsage
        }
    }

    func run() async throws {
        var act = RegisterAct(event, of: exemplar)
        (act.holder, act.person, act.remark) = (holder, named, remark)
        act.decision = decision.flatMap { number in
            decidedBy.map { CopyDecision(number: number, by: $0) }
        }
        let session = NodeSession(global, unlocking)
        let claim = try await person.requiredClaim(session)
        let order = RecordOrder(entry, act, by: claim, supervisedBy: try supervisor())
        let reply = try await session.call(register: .record(order))
        guard case .lines(let lines) = reply, let line = lines.first else { return }
        try global.output.show(line) { $0.show(line) }
    }

    /// Whoever supervised a destruction signs in besides.
    private func supervisor() throws -> PersonClaim? {
        guard event == .destroyed, let named else { return nil }
        return PersonClaim(
            named, password: try password(of: named, in: namedPasswordFile, global.output))
    }
}
