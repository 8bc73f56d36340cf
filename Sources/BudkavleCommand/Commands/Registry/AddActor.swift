import Policies
import Registry
import Primitives
import ArgumentParser
import Handover
import Identity
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

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var editor = try signing.editor(region, output)
        let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
        let layout = try region.layout()
        let keys = try ActorKeys.generate(for: actor, under: policy, at: editor.now)
        try keys.write(layout, .keyFile, random: .system)
        try editor.appendRoot([.addActor(actor, identity: keys.identity.authority)])
        let note = try editor.appendActor(actor, keys.statements)
        if let genesis = editor.registry.genesis {
            try layout.ring(of: actor).write(genesis: genesis)
        }
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(
                sv: "\(actor) är registrerad; ringen ligger i \(layout.ring(of: actor).path).",
                en: "\(actor) is registered; its ring is in \(layout.ring(of: actor).path).")
        }
    }
}
