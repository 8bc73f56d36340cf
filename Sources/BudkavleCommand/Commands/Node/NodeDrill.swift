import ArgumentParser
import ContentWording
import Identity
import Node
import Speaking
import Wording

/// `node drill`: whether the rungs carry, before they are needed.
struct NodeDrill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: spoken(
            sv: "Övar vägarna: prov över WIS och varje relä, med tider och bortfall.",
            en: "Drills the rungs: canaries over WIS and each relay, with times and losses."),
        discussion: spoken(
            sv: """
                Proven är öppna, undertecknade och märkta test eller övning. Över reläerna går de till \
                dem som namnges, vars noder kvitterar och inte visar dem för någon; i WIS syns de för \
                alla, märkta TEST eller ÖVNING. Resultatet står i nodens logg. Med --by-hand följer \
                provet i stället med nästa paket (budkavle bundle export); det är framme när \
                kvittensen kommit hem.
                """,
            en: """
                Canaries are open, signed and marked as a test or an exercise. Over the relays they go \
                to those named, whose nodes sign for them and show them to nobody; in WIS everybody \
                sees them, marked as such. The results stand in the node's ledger. With \
                --by-hand the canary goes along with the next bundle instead (budkavle bundle export); \
                it has arrived when the receipt has come home.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vilka som ska kvittera det som inte går till WIS, åtskilda av komma.",
            en: "Who is to sign for what does not go to WIS, parted by commas.", value: .actor),
        completion: .actorList)
    var to: [NameList<ActorConcept>] = []
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Ett prov att bära för hand, i stället för över WIS och reläer.",
            en: "A canary to be carried by hand, instead of over WIS and relays."))
    var byHand = false
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Prov på varje väg, 1–20.", en: "Canaries on each rung, 1–20."))
    var count = 1
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Sekunder att vänta på varje kvittens, 1–600.",
            en: "Seconds to wait for each signature, 1–600."))
    var wait = 60
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Övningen de hör till. Annars är de test.",
            en: "The exercise they belong to. Else they are a test.", value: .id))
    var exercise: ExerciseID?

    func validate() throws {
        for (option, value, most) in [
            ("--count", count, DrillOrder.countMax), ("--wait", wait, DrillOrder.waitMaxSeconds),
        ] where !(1...most).contains(value) {
            throw CommandError.numberOutside(option: option, least: 1, most: most).ofUsage
        }
    }

    func run() async throws {
        let order = DrillOrder(
            to: to.flatMap(\.names).map(\.text), over: byHand ? .byHand : .asked, count: count,
            waitSeconds: wait, exercise: exercise?.text)
        let reply = try await NodeSession(global, unlocking).call(.drill(order))
        guard case .drilled(let drilled) = reply else { return }
        try global.output.show(drilled) { output in
            if drilled.drills.isEmpty {
                output.say(
                    sv: "Noden har varken relä eller WIS; bara det som bärs för hand.",
                    en: "The node has neither relay nor WIS; only what goes by hand.")
            }
            for drill in drilled.drills { output.say(drill.sentence) }
            for due in drilled.due { output.say(due.phrase) }
        }
        if let ending = drilled.ending { throw CommandError.told(ending) }
    }
}

extension DrillReply {
    /// `nil` when all arrived.
    fileprivate var ending: ExitStatus? {
        let outcomes = Set(drills.flatMap(\.canaries).map(\.outcome))
        if outcomes.contains(.denied) { return .denied }
        if !outcomes.isDisjoint(with: [.lost, .failed]) { return .unavailable }
        return outcomes.contains(.waiting) ? .queued : nil
    }
}
