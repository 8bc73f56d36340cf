import ArgumentParser
import Files
import Identity
import Regions
import Speaking
import Wording

/// `region new`: root, policy and freshness keys, every actor's keys, registry, signed policy.
struct RegionNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: spoken(
            sv: "Grundar en region: nya nycklar för alla, register, undertecknad policy.",
            en: "Founds a region: new keys for everybody, registry, signed policy."),
        discussion: spoken(
            sv: """
                Skapar DIR/Keys och DIR/Policies, som är offentliga, och DIR/private med \
                nyckelringar. Dela ut och ta bort de privata delarna innan regionen används på \
                riktigt.
                """,
            en: """
                Makes DIR/Keys and DIR/Policies, which are public, and DIR/private with key rings. \
                Hand out and remove the private parts before the region is used for real.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen som skapas.", en: "The directory to make.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actors.yaml i en policykatalog, eller en lista med en aktör per rad.",
            en: "actors.yaml of a policy's directory, or a list with one actor a line.",
            value: .file))
    var actors: String = "Policies/actors.yaml"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Policyns källor. Annars katalogen där actors.yaml ligger, eller Policies.",
            en: "The policy's sources. Else the directory of actors.yaml, or Policies.",
            value: .directory))
    var policies: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Lås ringarna med ett lösenord i stället för nyckelfiler.",
            en: "Lock the rings with a passphrase in place of key files."))
    var passphrase = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let isTable = actors.hasSuffix(".yaml")
        let folder = policies ?? (isTable ? Folder.parent(of: actors) : "Policies")
        let sources = try PolicySources(directory: folder)
        let lock: RingLock =
            passphrase
            ? .passphrase(
                try PassphrasePrompt(output).askForNew(
                    Phrase(sv: "Lösenord för ringarna:", en: "Passphrase for the rings:")))
            : .keyFile
        let founder = try RegionFounder(
            policyFiles: sources.policyFiles, caseFiles: sources.caseFiles,
            actors: isTable ? nil : ActorList.read(actors), now: .now, lock: lock)
        let progress = ProgressLine(output)
        let region = try founder.found(at: directory) { done, all in
            progress.show(done, of: all, Phrase(sv: "Nycklar", en: "Keys"))
        }
        progress.end()
        try output.show(Report(region, at: directory)) { tell(region, $0) }
    }

    private func tell(_ region: FoundedRegion, _ output: Output) {
        let actors = Phrase(
            counting: region.actors.count, sv: ("aktör", "aktörer"), en: ("actor", "actors"))
        output.say(
            sv:
                """
                Regionen \(region.region) är grundad i \(directory) med \
                \(actors.swedish).
                """,
            en:
                """
                Region \(region.region) is founded in \(directory) with \
                \(actors.english).
                """
        )
        output.say(
            sv: "Registrets första not: \(region.genesis)",
            en: "First note of the registry: \(region.genesis)")
        if region.isExample {
            output.remark(
                Phrase(
                    sv: "Policyn är ett exempel och ska ersättas innan den används skarpt.",
                    en: "The policy is an example, to be replaced before actual use."))
        }
    }

    private struct Report: Encodable {
        let region: String
        let directory: String
        let genesis: String
        let registryHead: String
        let actors: [String]
        let isExample: Bool

        init(_ region: FoundedRegion, at directory: String) {
            self.region = region.region.text
            self.directory = directory
            genesis = region.genesis.hex
            registryHead = region.head.hex
            actors = region.actors.map(\.text)
            isExample = region.isExample
        }
    }
}
