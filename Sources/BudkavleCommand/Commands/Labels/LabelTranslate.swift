import ArgumentParser
import Files
import ForeignLabels
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `label translate`: our label for what bears somebody else's, by the table of an agreement.
struct LabelTranslate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: spoken(
            sv: "Gör en etikett av någon annans, efter avtalets tabell över nivåer.",
            en: "Makes a label out of somebody else's, by the agreement's table of levels."),
        discussion: spoken(
            sv: """
                Läser originatorConfidentialityLabel (STANAG 4774) under en annan policy. Nivån är den \
                som policyns agreements.yaml säger (equivalences); det som inte står där nekas. Vad \
                den andra etiketten inte säger anges här. Kategorier på den nekas: ett villkor får \
                inte falla bort.
                """,
            en: """
                Reads an originatorConfidentialityLabel (STANAG 4774) under another policy. The level \
                is what agreements.yaml of the policy says (equivalences); what does not stand there \
                is refused. What the other label does not say is given here. Categories on it are \
                refused: a condition must not be lost.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Etiketten, eller - för standard in.", en: "The label, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyns katalog eller paket.", en: "The policy's directory or bundle.",
            value: .directoryOrFile), completion: .file())
    var policy = "Policies"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, test eller exercise(namn).", en: "actual, test or exercise(name).",
            value: .status))
    var status: Status

    @Option(
        name: .customLong("owner"),
        help: ArgumentHelp(
            sv: "Aktör som svarar för uppgiften här; upprepas. Den första sätter markeringen.",
            en: "Actor that answers for it here; may be repeated. The first sets the marking.",
            value: .actor), completion: .actors)
    var owners: [ActorID] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Läsekrets: all, ett forum, en grupp, en aktör; | betyder eller, upprepning och.",
            en: "Audience: all, a forum, a group, an actor; | means or, repeating means and.",
            value: .audience), completion: .audiences)
    var audience: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Sekretessbestämmelsen.", en: "The provision of secrecy.", value: .provision))
    var provision = "OSL 15:1"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "När det upphör. Annars som etiketten säger; säger båda gäller det tidigare.",
            en: "When it expires. Else as the label says; of two the earlier counts.", value: .time)
    )
    var expires: Timestamp?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Formen: text eller stanag-4774.", en: "The form: text or stanag-4774."))
    var to: LabelForm = .text

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Tidpunkten. Annars nu.", en: "The moment. Else now.", value: .time))
    var at: Timestamp?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if owners.isEmpty { throw CommandError.optionMissing("--owner").ofUsage }
        if audience.isEmpty { throw CommandError.optionMissing("--audience").ofUsage }
    }

    func run() async throws {
        let policy = try Policy.compile(files: PolicySources(at: policy).policyFiles)
        let now = at ?? .now
        for owner in owners { try policy.requireKnown(owner) }
        let context = TranslationContext(
            status: status, audience: try policy.audience(audience), owners: owners,
            provision: provision, authority: owners[0], expires: expires)
        let document = try File.read(reading(file), limitBytes: labelMaxBytes)
        let label = try ConfidentialityLabelReader.translated(document, context) {
            policy.classified($0, $1, at: now)
        }
        let theirs = try ConfidentialityLabelReader.read(document)
        try global.output.show(
            label, as: to, created: theirs.created,
            equivalent: EquivalenceReport(
                of: theirs.classification, in: ForeignScheme(theirs.policy), under: policy,
                at: now))
    }
}

extension Status: ExpressibleByArgument {
    package init?(argument: String) { try? self.init(argument) }
}
