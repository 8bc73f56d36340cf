import ArgumentParser
import Files
import Identity
import Regions
import Registry
import Speaking
import Wording

/// `registry sign`: one holder reads a draft and signs it with his own ring, without network.
struct RegistrySign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: spoken(
            sv: "Visar vad ett utkast säger, och undertecknar det med --yes.",
            en: "Shows what a draft says, and signs it with --yes."),
        discussion: spoken(
            sv: """
                Behöver utkastet, ringen och registret (--registry), inget nät. Utkastet måste \
                fortsätta kedjan som registret har.
                """,
            en: """
                Needs the draft, the ring and the registry (--registry), no network. The draft must \
                continue the chain that the registry has.
                """))

    @Argument(
        help: ArgumentHelp(sv: "Utkastet.", en: "The draft.", value: .file), completion: .file())
    var draft: String

    @Flag(
        name: .long,
        help: ArgumentHelp(sv: "Ja, underteckna det som visas.", en: "Yes, sign what is shown."))
    var yes = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Filen som lämnas tillbaka. Annars utkastet självt.",
            en: "The file to hand back. Else the draft itself.", value: .file), completion: .file())
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Ett tidigare utkast till samma not, som inte ska användas.",
            en: "An earlier draft of the same note, which will not be used.", value: .digest))
    var withdrawn: Digest?

    @OptionGroup var ring: RingOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let say = global.output
        let opened = try yes ? ring.open(of: nil, region, say) : nil
        let registry = try region.source().readRegistry(
            trusting: region.genesis ?? opened?.folder.trustedGenesis())
        let read = try NoteDraft(parsing: File.read(draft, limitBytes: draftMaxBytes))
        let standing = try registry.standing(of: read)
        guard let opened else {
            try show(read, standing, say)
            return say.remark(
                Phrase(
                    sv: "Inget är undertecknat. Stämmer det: samma kommando med --yes.",
                    en: "Nothing was signed. If it is right: the same command with --yes."))
        }
        let signed = try DraftSigner(opened).sign(read, standing, withdrawn: withdrawn)
        try File.write(signed.encoded, to: output ?? draft, replacing: output == nil)
        try show(signed, registry.standing(of: signed), say)
    }

    private func show(_ draft: NoteDraft, _ standing: DraftStanding, _ say: Output) throws {
        let report = DraftReport(draft, standing, at: output ?? self.draft)
        try say.show(report) { report.tell($0) }
    }
}

/// `registry combine`: what holders have signed apart becomes one note.
struct RegistryCombine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "combine",
        abstract: spoken(
            sv: "Lägger ihop underskrifter och noten till registret, när de räcker.",
            en: "Combines signatures and appends the note to the registry, once they are enough."))

    @Argument(
        help: ArgumentHelp(
            sv: "Undertecknade utkast till en och samma not.",
            en: "Signed drafts of one and the same note.", value: .file), completion: .file())
    var files: [String]

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var change = try RegistryChange(signing, nil, region, output)
        let drafts = try files.map {
            try NoteDraft(parsing: File.read($0, limitBytes: draftMaxBytes))
        }
        guard let first = drafts.first else { return }
        let whole = try drafts.dropFirst().reduce(first) { try $0.joined(with: $1) }
        let standing = try change.editor.registry.standing(of: whole)
        if !standing.isComplete {
            let report = DraftReport(whole, standing, at: files.joined(separator: " "))
            for set in report.sets {
                output.remark(
                    Phrase(
                        sv: "Har undertecknat: \(set.signed.joined(separator: ", "))",
                        en: "Have signed: \(set.signed.joined(separator: ", "))"))
            }
        }
        try change.append(
            whole,
            saying: Phrase(
                sv: "Not \(whole.sequence) i kedjan \(whole.chain.word) gäller.",
                en: "Note \(whole.sequence) of the chain \(whole.chain.word) is in force."))
    }
}

/// The largest text of a note and all its signatures.
private let draftMaxBytes = 17 << 20
