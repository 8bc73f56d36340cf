import Policies
import ArgumentParser
import Identity
import Regions
import Speaking
import Wording

/// `policy sign`: the sources become the bundle everyone enforces.
struct PolicySign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: spoken(
            sv: "Undertecknar policyns källor som nästa version.",
            en: "Signs the policy's sources as the next version."))

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "När den börjar gälla. Annars genast.", en: "When it takes effect. Else at once.",
            value: .time))
    var notBefore: Timestamp?

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let editor = try signing.editor(region, output)
        let edition = try editor.signBundle(notBefore: notBefore)
        try signing.freshenAfter(editor, output)
        let report = Report(
            version: edition.version, digest: edition.digest.hex,
            notBefore: edition.notBefore.rfc3339)
        try output.show(report) {
            $0.say(
                sv:
                    """
                    Policyversion \(edition.version) är undertecknad och gäller från \
                    \(edition.notBefore).
                    """,
                en:
                    """
                    Policy version \(edition.version) is signed and in force from \
                    \(edition.notBefore).
                    """
            )
        }
    }

    private struct Report: Encodable {
        let version: UInt64
        let digest: String
        let notBefore: String
    }
}
