import ArgumentParser
import Files
import ForeignLabels
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `label join`: the label of something made of several contributions, or why there is none.
struct LabelJoin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: spoken(
            sv: "Lägger ihop etiketterna på flera delar till helhetens.",
            en: "Joins the labels of several parts into that of the whole."),
        discussion: spoken(
            sv: """
                Högsta klassen, alla markeringar, områden, villkor och ägare, allas läsekretsar på \
                en gång, tidigaste giltighet. Ingenting sänks och ingen krets vidgas: olika status \
                eller ursprung, och en helhet som ingen får läsa, är fel som författaren löser.
                """,
            en: """
                The highest class, all markings, compartments, caveats and owners, every audience \
                at once, the earliest expiry. Nothing is lowered and no audience widened: different \
                statuses or origins, and a whole that nobody may read, are errors for the author to \
                resolve.
                """)
    )

    @Argument(
        help: ArgumentHelp(
            sv: "Delarnas etiketter, i endera formen; - för standard in.",
            en: "The parts' labels, in either form; - for standard input.", value: .file),
        completion: .file())
    var files: [String]

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyns katalog eller paket, som säger vilka kretsarna är.",
            en: "The policy's directory or bundle, which says who the audiences are.",
            value: .directoryOrFile), completion: .file())
    var policy = "Policies"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Formen: text eller stanag-4774.", en: "The form: text or stanag-4774."))
    var to: LabelForm = .text

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Helhetens ursprungsland, när delarnas är olika.",
            en: "Country of origin of the whole, where those of the parts differ.",
            value: .country))
    var origin: CountryCode?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let policy = try Policy.compile(files: PolicySources(at: policy).policyFiles)
        let parts = try files.map {
            try LabelDocument.label(File.read(reading($0), limitBytes: labelMaxBytes))
        }
        var readers: [ActorID] = []
        let join = try Label.join(parts, origin: origin) { whole in
            readers = policy.reach(of: whole)
            return !readers.isEmpty
        }
        try global.output.show(join, as: to, created: .now, readers: readers)
    }
}
