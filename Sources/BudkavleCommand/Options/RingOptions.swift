import ArgumentParser
import Identity
import Keystore
import Regions
import Speaking
import Wording

/// Which key ring, and how it opens.
struct RingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckelringens katalog. Annars aktörens i regionen.",
            en: "The key ring's directory. Else the actor's in the region.", value: .directory),
        completion: .directory)
    var ring: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckelfil som öppnar ringen. Annars ”key” i ringens katalog, eller lösenord.",
            en:
                "Key file that opens the ring. Else “key” in the ring's directory, or a passphrase.",
            value: .file), completion: .file())
    var keyFile: String?

    func unlocking(_ output: Output) -> RingUnlocking {
        if let keyFile { return .keyFile(path: keyFile, tokens: tokens(output)) }
        return asking(output)
    }

    /// The ring that was named, else the actor's in the region; opened.
    func open(of actor: ActorID?, _ region: RegionOptions, _ output: Output) throws -> OpenedRing {
        try OpenedRing(folder(of: actor, region), unlocking(output))
    }

    /// The ring with the actor's identity: `named` when it is there, as in the actor's own; else the
    /// actor's own in the region's private directory, since a node's ring never has it.
    func identity(
        of actor: ActorID, besides named: OpenedRing, _ region: RegionOptions, _ output: Output
    ) throws -> OpenedRing {
        if !named.keys.entries(.identitySigning, .actor(actor)).isEmpty { return named }
        return try OpenedRing(region.layout().ring(of: actor), asking(output))
    }

    /// The ring with the actor's identity, where nothing goes into the ring that was named.
    func identity(
        of actor: ActorID, _ region: RegionOptions, _ output: Output
    ) throws -> OpenedRing {
        try identity(of: actor, besides: open(of: actor, region, output), region, output)
    }

    /// The ring that was named, else the actor's in the region.
    func folder(of actor: ActorID?, _ region: RegionOptions) throws -> RingFolder {
        if let ring { return RingFolder(ring) }
        guard let actor else { throw CommandError.optionMissing("--ring") }
        return try region.layout().ring(of: actor)
    }
}

/// The key file beside the ring, else a passphrase from the terminal.
func asking(_ output: Output) -> RingUnlocking {
    .beside(
        ask: { path in
            try PassphrasePrompt(output).ask(
                Phrase(sv: "Lösenord för \(path):", en: "Passphrase for \(path):"))
        }, tokens: tokens(output))
}

/// Whose rings sign, where it takes several.
struct SignerOptions: ParsableArguments {
    @Option(
        name: .customLong("signer"),
        help: ArgumentHelp(
            sv: "Ring som skriver under; upprepas. Annars de i regionens katalog.",
            en: "Ring that signs; may be repeated. Else those in the region's directory.",
            value: .directory), completion: .directory)
    var signers: [String] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Förnya inte färskhetsbeviset efteråt.",
            en: "Do not renew the freshness note afterwards."))
    var noFreshen = false

    func editor(_ region: RegionOptions, _ output: Output) throws -> RegionEditor {
        try RegionEditor(
            region.layout(), at: .now, unlocking: asking(output),
            signerRings: signers.map { RingFolder($0) })
    }

    /// What changed makes the freshness note old: signs another where the keys are at hand.
    func freshenAfter(_ editor: RegionEditor, _ output: Output) throws {
        if noFreshen { return }
        guard editor.canFreshen else {
            output.remark(
                Phrase(
                    sv: "Färskhetsbeviset gäller inte längre: kör budkavle policy freshen.",
                    en: "The freshness note no longer holds: run budkavle policy freshen."))
            return
        }
        try editor.freshen(
            validSeconds: RegionFounder.freshnessSeconds, isByDirectory: true)
    }
}
