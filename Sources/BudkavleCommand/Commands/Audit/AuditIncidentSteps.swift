import ArgumentParser
import Identity
import Node
import Registers
import Speaking
import Wording

struct AuditIncidentReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: spoken(
            sv: "Antecknar att en incident är anmäld till den som den är till för.",
            en: "Records that an incident was reported to whom it is for."),
        discussion: spoken(
            sv: """
                Att anmäla är en människas sak; här antecknas att det är gjort, av \
                säkerhetsskyddschefen eller registratorn, och inte av den som hade exemplaret.
                """,
            en: """
                Reporting is a person's act; here it is recorded that it was done, by the security \
                chief or the registrator, and not by whoever had the exemplar.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: incidentHelp)
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vem som har underrättats: sakerhetspolisen, exercise-control eller "
                + "own-security-chief.",
            en: "Who has been told: sakerhetspolisen, exercise-control or own-security-chief."))
    var to: Incident.Addressee
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur anmälan återfinns där, till exempel ett diarienummer.",
            en: "How the report is found there, such as a registry number."))
    var reference: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let order = IncidentReportOrder(
            id, to: to, reference: reference, by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .reportIncident(order))
        try show(reply, global)
    }
}

struct AuditIncidentClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: spoken(
            sv: "Avslutar en anmäld incident med vad som framkommit.",
            en: "Closes an incident that was reported, with what was found."),
        discussion: spoken(
            sv: "För säkerhetsskyddschefen, dock inte den som själv hade exemplaret.",
            en: "For the security chief, but not whoever had the exemplar."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(help: incidentHelp)
    var id: String
    @Argument(
        help: ArgumentHelp(
            sv: "Vad som framkommit, på en rad utan innehåll.",
            en: "What was found, in one line without content."))
    var finding: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let order = IncidentCloseOrder(
            id, finding: finding, by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .closeIncident(order))
        try show(reply, global)
    }
}

/// The incident as it is now.
private func show(_ reply: RegisterReply?, _ global: GlobalOptions) throws {
    guard case .incidents(let incidents) = reply, let incident = incidents.first else { return }
    try global.output.show(incident) { $0.show(incident) }
}

private let incidentHelp = ArgumentHelp(
    sv: "Incidenten, som inc-1a2b3c4d.", en: "The incident, such as inc-1a2b3c4d.")

extension Incident.Addressee: ExpressibleByArgument {}
