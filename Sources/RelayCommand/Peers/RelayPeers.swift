import ArgumentParser
import Carriers
import Handover
import Identity
import Registry
import Relay
import Speaking
import Wording

struct RelayPeers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peers",
        abstract: spoken(
            sv: "Regionens reläer: vad registret säger om dem, och vad de svarar.",
            en: "The region's relays: what the registry says of them, and what they answer."),
        discussion: spoken(
            sv: """
                Frågar som det här reläet, med dess certifikat. Slutkoder: 0 alla svarade som de \
                ska · 69 något relä gick inte att nå.
                """,
            en: """
                Asks as this relay, by its certificate. Exit codes: 0 all answered as they should · \
                69 a relay could not be reached.
                """))

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen. Utan den: filen key bredvid nyckelringen.",
            en: "The key file. Without it: the file key beside the key ring.", value: .file),
        completion: .file())
    var keyFile: String?

    @OptionGroup var speech: OutputOptions

    func run() async throws {
        let configuration = try options.settings(flags: [("key-file", keyFile)]).configuration()
        let now = systemTime()
        let region = try configuration.regionDirectory.load(
            trusting: configuration.genesis, at: now
        ).material
        let view = region.registry.view(at: now)
        let question = PeerQuestion(
            region: region, identity: try RelayKeys(configuration).tls(in: view), at: now)
        let answers = await question.ask(view.relays.values.map { $0 })
        let report = PeersReport(
            own: configuration.relay, peers: view.everyRelay, answers: answers, now: now)
        try report.show(by: speech.output)
        if !report.isWell { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }
}
