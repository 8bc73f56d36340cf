import ArgumentParser
import Handover
import Identity
import Relay
import Speaking
import Wording

struct RelayReadmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readmit",
        abstract: spoken(
            sv: "Släpper in ett relä som stängts av för att dess logg motsade sig själv.",
            en: "Lets in a relay that was cut off because its log contradicted itself."),
        discussion: spoken(
            sv: """
                Först när någon har rett ut varför. Dess logg läses då om från början och tros \
                som den är; skälet skrivs i liggaren, och bevisen ligger kvar i data/evidence. Ett \
                relä som kör behöver inte startas om.
                """,
            en: """
                Only once somebody has found out why. Its log is then read anew from the beginning \
                and believed as it is; the reason goes into the ledger, and the evidence stays in \
                data/evidence. A running relay needs no restart.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Reläets namn i registret.", en: "The relay's name in the registry.", value: .name))
    var relay: String

    @Option(
        help: ArgumentHelp(
            sv: "Varför det släpps in: en rad, för liggaren.",
            en: "Why it is let in: one line, for the ledger.", value: .reason))
    var reason: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var speech: OutputOptions

    mutating func validate() throws {
        let isLine = !reason.isEmpty && !reason.contains(where: \.isNewline)
        guard isLine, reason.utf8.count <= Self.reasonMaxBytes else {
            throw ValidationError(
                spoken(
                    sv: "--reason ska vara en rad på högst \(Self.reasonMaxBytes) byte.",
                    en: "--reason must be one line of at most \(Self.reasonMaxBytes) bytes."))
        }
    }

    func run() async throws {
        let folder = try options.settings().configuration().cutOffs
        guard let id = try? RelayID(relay), folder.isCutOff(id) else {
            throw RelaySetupError.notCutOff(relay: relay)
        }
        let cutOff = folder.cutOff(id)
        try folder.readmit(id, reason: reason)
        let report = Report(
            relay: id.text, reason: reason, cutOffSince: cutOff?.since.rfc3339)
        try speech.output.show(report) { output in
            output.say(
                sv: "\(id) är insläppt. Det här reläet läser om dess logg från början.",
                en: "\(id) is let in. This relay reads its log anew from the beginning.")
        }
    }

    private struct Report: Encodable {
        let relay: String
        let reason: String
        let cutOffSince: String?
    }

    private static let reasonMaxBytes = 512
}
