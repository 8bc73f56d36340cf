import Policies
import ArgumentParser
import Identity
import Regions
import Speaking
import Wording

/// `policy freshen`: proof that policy and registry are the current ones.
struct PolicyFreshen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freshen",
        abstract: spoken(
            sv: "Undertecknar att policy och register är de gällande.",
            en: "Signs that policy and registry are the current ones."))

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Hur länge, som 24h.", en: "How long, such as 24h.", value: .time))
    var valid: DurationSeconds?

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let freshness = try signing.editor(region, output).freshen(
            validSeconds: valid?.seconds ?? RegionFounder.freshnessSeconds)
        let report = Report(
            issued: freshness.issued.rfc3339, validUntil: freshness.validUntil.rfc3339,
            policyVersion: freshness.policyVersion, registryHead: freshness.registryHead.hex)
        try output.show(report) {
            $0.say(
                sv:
                    """
                    Policyversion \(freshness.policyVersion) är bekräftad till \
                    \(freshness.validUntil).
                    """,
                en:
                    """
                    Policy version \(freshness.policyVersion) is confirmed until \
                    \(freshness.validUntil).
                    """
            )
        }
    }

    private struct Report: Encodable {
        let issued: String
        let validUntil: String
        let policyVersion: UInt64
        let registryHead: String
    }
}
