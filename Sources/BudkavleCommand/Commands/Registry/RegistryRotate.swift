import Primitives
import ArgumentParser
import Identity
import Regions
import Registry
import Speaking
import Wording

/// `registry rotate`: a new identity for an actor, signed by the root.
struct RegistryRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: spoken(
            sv: "Ger en aktör en ny identitetsnyckel, undertecknat av roten.",
            en: "Gives an actor a new identity key, signed by the root."),
        discussion: spoken(
            sv: "Meddelandenycklar byts med budkavle keys rotate, utan roten.",
            en: "Message keys are renewed by budkavle keys rotate, without the root."))

    @Argument(
        help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor), completion: .actors)
    var actor: ActorID

    @OptionGroup var ring: RingOptions
    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var change = try RegistryChange(signing, drafting, region, output)
        let folder = try ring.folder(of: actor, region)
        let keyring = try folder.open(ring.unlocking(output))
        let registry = change.editor.registry
        guard let head = registry.head(of: actor),
            let record = registry.view(at: change.editor.now).actor(actor)
        else { throw RegionError.actorUnknown(actor) }
        let renewal = try IdentityRenewal(
            of: actor, in: keyring, registered: record.identity, random: .system)
        try change.make(
            [.replaceIdentity(actor, after: head, identity: renewal.identity.authority)],
            before: { try folder.replace(with: renewal.ring) },
            saying: Phrase(
                sv: "\(actor) har en ny identitetsnyckel.", en: "\(actor) has a new identity key."))
        // The old keys sign nothing from here on; while the note is a draft they still must.
        if !change.isDraft { try folder.replace(with: renewal.settledRing) }
    }
}
