import ArgumentParser
import Files
import Notes
import Regions
import Registry
import Speaking
import Wording

/// `registry authorities`: who signs the root chain, policy or freshness from now on.
struct RegistryAuthorities: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorities",
        abstract: spoken(
            sv: "Byter innehavarna av rot-, policy- eller färskhetsnycklar.",
            en: "Replaces the holders of root, policy or freshness keys."),
        discussion: spoken(
            sv: """
                Nämn alla som ska finnas efteråt med --holder: en nuvarande vid sitt namn, en ny med \
                filen som keys holder gjorde. Byts roten undertecknar både de gamla och de nya. Efter \
                ett byte av policyinnehavare undertecknar de nya policyn (policy sign).
                """,
            en: """
                Name all who are to be there afterwards with --holder: a present one by its name, a \
                new one by the file that keys holder made. Where the root is replaced both the old \
                and the new sign. After policy holders are replaced the new ones sign the policy \
                (policy sign).
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "root, policy eller freshness.", en: "root, policy or freshness.", value: .name))
    var role: AuthorityRole

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Så många måste underteckna.", en: "So many must sign.", value: .count))
    var threshold: Int

    @Option(
        name: .customLong("holder"),
        help: ArgumentHelp(
            sv: "Innehavare: namn, eller fil från keys holder; upprepas.",
            en: "Holder: a name, or a file of keys holder; may be repeated.", value: .name),
        completion: .file())
    var holders: [String]

    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var change = try RegistryChange(signing, drafting, region, global.output)
        let present = change.editor.quorum(of: role)
        let quorum = try NoteQuorum(
            threshold: threshold, authorities: holders.map { try authority($0, among: present) })
        try change.make(
            [role.statement(quorum)],
            saying: Phrase(
                sv: "Hädanefter: \(quorum.phrase.swedish).",
                en: "From now on: \(quorum.phrase.english)."))
    }

    /// - Throws: ``RegionError/holderUnknown(text:)``.
    private func authority(_ text: String, among quorum: NoteQuorum) throws -> NoteAuthority {
        let known = quorum.authorities.first { $0.name == text || $0.name.hasSuffix("/" + text) }
        if let known { return known }
        guard File.isThere(text) else { throw RegionError.holderUnknown(text: text) }
        let bytes = try File.read(text, limitBytes: holderFileMaxBytes)
        return try NoteAuthority(line: String(decoding: bytes, as: UTF8.self))
    }
}

extension AuthorityRole: ExpressibleByArgument {}

extension AuthorityRole {
    fileprivate func statement(_ quorum: NoteQuorum) -> RootStatement {
        switch self {
        case .root: .rootAuthorities(quorum)
        case .policy: .policyAuthorities(quorum)
        case .freshness: .freshnessAuthorities(quorum)
        }
    }
}

/// Two verifier keys have some three thousand characters.
private let holderFileMaxBytes = 16_384
