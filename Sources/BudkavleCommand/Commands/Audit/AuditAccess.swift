import ArgumentParser
import Foundation
import Identity
import Labels
import Node
import Regions
import Speaking
import Wording

/// `audit access`: who has access to what, through which rule, and what of it nobody uses.
struct AuditAccess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: spoken(
            sv: "Vem har åtkomst till vad, genom vilken regel, och vad som inte används.",
            en: "Who has access to what, through which rule, and what of it is not used."),
        discussion: spoken(
            sv: """
                För säkerhetsskyddschefen och revisorn. Vad som medges är grindarnas eget svar, av \
                policyn och förteckningen som de är nu; använt är det som liggaren visar under \
                perioden. Med -o FIL.csv skrivs alla rader, också de nekade.
                """,
            en: """
                For the security chief and the auditor. What is permitted is the gates' own answer, \
                by policy and roster as they are now; used is what the ledger shows in the period. \
                With -o FILE.csv every line is written, the denied ones too.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind = .actual
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Från när använd åtkomst räknas. Annars nittio dygn tillbaka.",
            en: "From when use counts. Else ninety days back.", value: .time))
    var from: Timestamp?
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Till när. Annars nu.", en: "Until when. Else now.", value: .time))
    var until: Timestamp?
    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara det som inte har använts.", en: "What has not been used alone."))
    var unused = false
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "CSV-fil att skriva.", en: "CSV file to write.", value: .file),
        completion: .file())
    var output: String?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let now = Timestamp.now
        let order = AccessOrder(
            status: status.rawValue,
            from: from ?? now.adding(seconds: -Self.periodDefaultSeconds),
            // The end is left out, and what happened just now is to be in it.
            until: until ?? now.adding(seconds: 1), by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .access(order))
        guard case .access(let access) = reply else { return }
        let page = AccessPage(access, unusedAlone: unused)
        if let output {
            try FileTarget(output, replacing: true).writePrivate(Array(page.csv.utf8))
            if output == "-" { return }
        }
        try global.output.show(access) { page.show($0) }
    }

    private static let periodDefaultSeconds: Int64 = 90 * 86_400
}
