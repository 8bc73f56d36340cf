import ArgumentParser
import Foundation
import Handover
import Identity
import Node
import Policies
import Regions
import Speaking
import Wording

/// `policy dry-run`: another policy over what this node has decided.
struct PolicyDryRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dry-run",
        abstract: spoken(
            sv: "Prövar en annan policy på det som noden redan har avgjort.",
            en: "Tries another policy on what the node has decided already."),
        discussion: spoken(
            sv: """
                Går igenom nodens logg och säger för varje meddelande och mottagare vad som hade \
                blivit annorlunda, med grindar och skäl. Där loggen inte har det en grind frågar \
                efter (nycklar, färskhet, övningar, frisläppanden, system, och för mottaget grund \
                och godkännande) står svaret kvar som det var. Det som noden själv nekade helt \
                lämnar inget spår i loggen.
                """,
            en: """
                Goes through the node's ledger and says for each message and recipient what would \
                have been otherwise, with gates and reasons. Where the ledger does not have what a \
                gate asks (keys, freshness, exercises, releases, systems, and of what was received \
                ground and approval), the answer stays as it was. What the node itself denied \
                altogether leaves no trace in the ledger.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Den nya policyn: katalog eller policypaket.",
            en: "The new policy: directory or bundle.", value: .directoryOrFile),
        completion: .file())
    var new: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyn att jämföra med. Annars den som noden har.",
            en: "The policy to compare with. Else the one the node has.",
            value: .directoryOrFile), completion: .file())
    var old: String?

    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let held = session.directory.region.bundle.path(percentEncoded: false)
        let configuration = try NodeConfiguration(reading: session.directory.configuration)
        let (region, _) = try RegionSource(heldBy: session.directory).readView(
            trusting: Digest(hex: configuration.genesis), at: .now)
        let trial = PolicyDryRun(
            from: try Policy.compile(files: PolicySources(at: old ?? held).policyFiles),
            to: try Policy.compile(files: PolicySources(at: new).policyFiles),
            calls: region.policy.activations)
        var report = DryRunReport()
        let progress = ProgressLine(global.output)
        var start: UInt64 = 0
        while case .handovers(let page) = try await session.call(.handovers(from: start)) {
            report.take(page, trial, global.output.language)
            progress.show(
                Int(clamping: page.next), of: Int(clamping: page.entries),
                Phrase(sv: "Prövar", en: "Trying"))
            guard page.next > start, page.next < page.entries else { break }
            start = page.next
        }
        progress.end()
        let found = report
        try global.output.show(found) { found.tell($0) }
    }
}
