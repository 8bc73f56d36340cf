import ArgumentParser
import Files
import Identity
import Regions
import Registry
import Speaking
import Wording

/// `registry verify`: every note of every chain.
struct RegistryVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: spoken(
            sv: "Kontrollerar hela registret: underskrifter, ordning, ändamål.",
            en: "Checks the whole registry: signatures, order, purposes."))

    @Argument(
        help: ArgumentHelp(
            sv: "Registrets katalog, eller en regions.",
            en: "The registry's directory, or a region's.", value: .directory),
        completion: .directory)
    var directory = "Keys"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "SHA-256 av registrets första not, när den är känd.",
            en: "SHA-256 of the registry's first note, when it is known.", value: .digest))
    var genesis: Digest?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let inside = RegionLayout(directory).keys
        let place = Folder.isThere(inside) ? inside : directory
        let registry = try RegionSource(registry: place, policy: place)
            .readRegistry(trusting: genesis)
        let notes = registry.actorIDs.reduce(registry.rootChain.count) {
            $0 + registry.chain(of: $1).count
        }
        let report = Report(
            region: registry.region.text, genesis: registry.genesis?.hex, head: registry.head.hex,
            actors: registry.actorIDs.count, notes: notes)
        let counted = (
            notes: Phrase(counting: notes, sv: ("not", "noter"), en: ("note", "notes")),
            actors: Phrase(
                counting: report.actors, sv: ("aktör", "aktörer"), en: ("actor", "actors"))
        )
        try output.show(report) {
            $0.say(
                sv:
                    """
                    Registret för \(registry.region) stämmer: \(counted.notes.swedish), \
                    \(counted.actors.swedish).
                    """,
                en:
                    """
                    The registry of \(registry.region) holds: \(counted.notes.english), \
                    \(counted.actors.english).
                    """
            )
            $0.say(
                sv: "Första not \(report.genesis ?? "-"), topp \(registry.head)",
                en: "First note \(report.genesis ?? "-"), head \(registry.head)")
            if genesis == nil {
                $0.remark(
                    Phrase(
                        sv: "Första noten jämfördes inte med något: ange --genesis.",
                        en: "The first note was compared with nothing: give --genesis."))
            }
        }
    }

    private struct Report: Encodable {
        let region: String
        let genesis: String?
        let head: String
        let actors: Int
        let notes: Int
    }
}
