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
                Frågar som det här reläet, med dess certifikat, och visar hur långt det har kommit \
                med deras loggar. Slutkoder: 0 alla svarade som de ska · 65 något relä är \
                avstängt · 69 något relä gick inte att nå.
                """,
            en: """
                Asks as this relay, by its certificate, and shows how far it has come with their \
                logs. Exit codes: 0 all answered as they should · 65 a relay is cut off · 69 a \
                relay could not be reached.
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
        let running = await RunningRelay(configuration: configuration, path: try options.path())
            .state()
        let report = PeersReport(
            own: configuration.relay, peers: view.everyRelay, answers: answers,
            replication: Dictionary(
                uniqueKeysWithValues: view.everyRelay.map {
                    ($0.id, PeerReplication(of: $0.id, configuration, running))
                }), now: now)
        try report.show(by: speech.output)
        if report.isAnyCutOff { throw ExitCode(ExitStatus.badData.rawValue) }
        if !report.isWell { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }
}
