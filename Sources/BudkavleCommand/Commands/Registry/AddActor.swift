import Policies
import Registry
import Primitives
import ArgumentParser
import Files
import Handover
import Identity
import Notes
import Regions
import Speaking
import Wording

/// `registry add actor`: new keys for an actor that the policy knows.
struct AddActor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actor",
        abstract: spoken(
            sv: "Registrerar en aktör som policyn känner, med nya nycklar.",
            en: "Registers an actor the policy knows, with new keys."))

    @Argument(help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor))
    var actor: ActorID

    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var change = try RegistryChange(signing, drafting, region, output)
        let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
        let layout = try region.layout()
        let keys = try ActorKeys.generate(for: actor, under: policy, at: change.editor.now)
        let added = RootStatement.addActor(actor, identity: keys.identity.authority)
        try keys.write(layout, .keyFile, random: .system)
        if let genesis = change.editor.registry.genesis {
            try layout.ring(of: actor).write(genesis: genesis)
        }
        if let path = drafting.draft {
            return try draft([added], keys, at: path, change, output)
        }
        try change.editor.appendRoot([added])
        try change.appendActor(
            actor, keys.statements,
            saying: Phrase(
                sv: "\(actor) är registrerad; ringen ligger i \(layout.ring(of: actor).path).",
                en: "\(actor) is registered; its ring is in \(layout.ring(of: actor).path)."))
    }

    /// The actor's own first note names the text of the one that adds it, and so can be signed
    /// before that is.
    private func draft(
        _ statements: [RootStatement], _ keys: ActorKeys, at path: String,
        _ change: RegistryChange, _ output: Output
    ) throws {
        let draft = try change.editor.draftRoot(statements)
        let file = "\(path).\(actor).note"
        let first = try keys.firstNote(
            in: change.editor.registry.region, after: draft.digest, at: change.editor.now)
        try File.write(first.encoded, to: file, replacing: false)
        try change.write(draft)
        output.remark(
            Phrase(
                sv: "När noten gäller: budkavle registry import \(file) lägger till dess nycklar.",
                en: "Once the note is in force: budkavle registry import \(file) adds its keys."))
    }
}
