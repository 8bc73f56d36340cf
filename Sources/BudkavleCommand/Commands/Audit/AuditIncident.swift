import ArgumentParser
import ContentWording
import Identity
import Node
import Regions
import Registers
import Speaking
import Wording

/// `budkavle audit incident …`
struct AuditIncident: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: spoken(
            sv: "Det som inte var som det skulle, och vem som ska underrättas.",
            en: "What was not as it should be, and who is to be told."),
        subcommands: [
            AuditIncidentShow.self, AuditIncidentReport.self, AuditIncidentClose.self,
        ], defaultSubcommand: AuditIncidentShow.self)
}

struct AuditIncidentShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar incidenterna, eller skriver en som underlag till den som ska underrättas.",
            en: "Shows the incidents, or writes one out for whoever is to be told."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Incidenten, som inc-1a2b3c4d. Annars alla.",
            en: "The incident, such as inc-1a2b3c4d. Else all."))
    var id: String?
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Filen som underlaget skrivs till; - är standard ut.",
            en: "The file the document is written to; - is standard output.", value: .file),
        completion: .file())
    var output: String?
    @Flag(
        help: ArgumentHelp(
            sv: "Bara de som ingen har avslutat.", en: "Those alone that nobody has closed."))
    var open = false

    func validate() throws {
        if output != nil, id == nil { throw CommandError.optionMissing("ID").ofUsage }
    }

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .incidents(id))
        guard case .incidents(let all) = reply else { return }
        let incidents = open ? all.filter(\.isOpen) : all
        if let output, let incident = incidents.first {
            let text = IncidentLetter(incident).text(in: global.output.language)
            try FileTarget(output, replacing: false).writePrivate(Array(text.utf8))
            if output == "-" { return }
        }
        try global.output.show(incidents) { output in
            if incidents.isEmpty { output.say(sv: "Inga incidenter.", en: "No incidents.") }
            for incident in incidents { output.show(incident) }
        }
    }
}

extension Output {
    /// An incident, and how far it has come.
    func show(_ incident: Incident) {
        let state = incident.state.phrase
        say(
            sv: "\(incident.id): \(state.swedish). \(incident.kind.phrase.swedish), "
                + "\(incident.entry):\(incident.exemplar), \(incident.found). Till "
                + "\(incident.addressee.phrase.swedish).",
            en: "\(incident.id): \(state.english). \(incident.kind.phrase.english), "
                + "\(incident.entry):\(incident.exemplar), \(incident.found). To "
                + "\(incident.addressee.phrase.english).")
        say(Phrase(verbatim: "  " + incident.remark))
        if let report = incident.report {
            say(
                sv: "  Anmäld \(report.time) av \(report.by): \(report.reference)",
                en: "  Reported \(report.time) by \(report.by): \(report.reference)")
        }
        if let closing = incident.closing {
            say(
                sv: "  Avslutad \(closing.time) av \(closing.by): \(closing.finding)",
                en: "  Closed \(closing.time) by \(closing.by): \(closing.finding)")
        }
    }
}
