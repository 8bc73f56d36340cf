import ArgumentParser
import Files
import Identity
import Keystore
import Notes
import Primitives
import Regions
import Registry
import Speaking
import Wording

/// `keys holder`: a ring for a new holder of root, policy or freshness keys.
struct KeysHolder: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holder",
        abstract: spoken(
            sv: "Gör en ring åt en ny innehavare av rot-, policy- eller färskhetsnycklar.",
            en: "Makes a ring for a new holder of root, policy or freshness keys."),
        discussion: spoken(
            sv: """
                Ringen stannar hos innehavaren. Filen public i samma katalog lämnas till dem som \
                gör utkastet med registry authorities.
                """,
            en: """
                The ring stays with the holder. The file public in the same directory goes to those \
                who make the draft with registry authorities.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen som skapas.", en: "The directory to make.", value: .directory),
        completion: .directory)
    var directory: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "root, policy eller freshness.", en: "root, policy or freshness.", value: .name))
    var role: AuthorityRole

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Innehavarens namn, som root-4.", en: "The holder's name, such as root-4.",
            value: .name))
    var name: AuthorityName

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Lås ringen med ett lösenord i stället för en nyckelfil.",
            en: "Lock the ring with a passphrase in place of a key file."))
    var passphrase = false

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let registry = try region.source().readRegistry(trusting: region.genesis)
        let keys = try AuthorityKeys.generate(name: "\(registry.region)/\(name)")
        let lock: RingLock =
            passphrase
            ? .passphrase(
                try PassphrasePrompt(output).askForNew(
                    Phrase(sv: "Lösenord för ringen:", en: "Passphrase for the ring:")))
            : .keyFile
        let folder = RingFolder(directory)
        try folder.create(lock, random: .system) { ring in
            try keys.add(to: &ring, .of(role), .authority(name), random: .system)
        }
        if let genesis = registry.genesis { try folder.write(genesis: genesis) }
        let file = directory + "/public"
        try File.write(Array(keys.authority.line.utf8), to: file, replacing: false)
        let report = Report(
            name: keys.authority.name, file: file, fingerprint: keys.authority.fingerprint)
        try output.show(report) {
            $0.say(
                sv:
                    "\(report.name) har en ring. Lämna \(file); känns igen på \(report.fingerprint).",
                en: "\(report.name) has a ring. Hand in \(file); told by \(report.fingerprint).")
        }
    }

    private struct Report: Encodable {
        let name: String
        let file: String
        let fingerprint: String
    }
}
