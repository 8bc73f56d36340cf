import ArgumentParser
import ContentWording
import Identity
import Node
import Registers
import Speaking
import Wording

/// `budkavle audit review …`
struct AuditReview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: spoken(
            sv: "Logggranskning, av någon som inte administrerar systemet.",
            en: "Log review, by somebody who does not administer the system."),
        subcommands: [AuditReviewRecord.self, AuditReviewShow.self],
        defaultSubcommand: AuditReviewShow.self)
}

struct AuditReviewRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: spoken(
            sv: "Antecknar att en sträcka av nodens liggare har granskats, och vad som framkom.",
            en: "Records that a stretch of the node's ledger was reviewed, and what came of it."),
        discussion: spoken(
            sv: """
                För revisorn och säkerhetsskyddschefen, dock inte den som är eller under sträckans \
                tid var systemadministratör eller nyckelansvarig. Posterna läses med budkavle audit \
                report. Granskningen binds till liggarens rot och blir själv en post.
                """,
            en: """
                For the auditor and the security chief, but not for whoever is, or was while the \
                stretch was written, system administrator or key custodian. The entries are read \
                with budkavle audit report. The review is bound to the ledger's root and is itself \
                an entry.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Slutsatsen, på en rad.", en: "The conclusion, in one line.", value: .reason))
    var conclusion: String
    @Option(
        name: .customLong("finding"),
        help: ArgumentHelp(
            sv: "Något att åtgärda, på en rad; upprepas.",
            en: "Something to see to, in one line; may be repeated.", value: .reason))
    var findings: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Första postens nummer. Annars där förra granskningen slutade.",
            en: "Number of the first entry. Else where the last review ended.", value: .count))
    var from: UInt64?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Fram till, men inte med, denna post. Annars liggarens slut.",
            en: "Until this entry, which is left out. Else the ledger's end.", value: .count))
    var until: UInt64?
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let session = NodeSession(global, unlocking)
        let order = LogReviewOrder(
            from: from, until: until, conclusion: conclusion, findings: findings,
            by: try await person.requiredClaim(session))
        let reply = try await session.call(register: .reviewLog(order))
        guard case .logReviews(let found) = reply, let line = found.reviews.first else { return }
        try global.output.show(line) { $0.show(line) }
    }
}

struct AuditReviewShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar granskningarna, om liggaren är den granskade, och när nästa ska göras.",
            en: "Shows the reviews, whether the ledger is the one reviewed, and what is due."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Granskningen, som rev-1a2b3c4d. Annars alla.",
            en: "The review, such as rev-1a2b3c4d. Else all."))
    var id: String?

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .logReviews(id))
        guard case .logReviews(let found) = reply else { return }
        try global.output.show(found) { output in
            for line in found.reviews { output.show(line) }
            if let due = found.due, found.isOverdue {
                output.say(due.overdueSentence)
            } else if let due = found.due {
                output.say(
                    sv: "\(due.waiting) poster väntar på granskning, senast \(due.due).",
                    en: "\(due.waiting) entries wait for a review, by \(due.due).")
            } else if id == nil, found.reviews.isEmpty {
                output.say(sv: "Inga granskningar.", en: "No reviews.")
            }
        }
        if found.reviews.contains(where: { !$0.holds }) { throw CommandError.told(.badData) }
    }
}

extension Output {
    fileprivate func show(_ line: LogReviewsReply.Line) {
        let review = line.review
        say(
            sv: "\(review.id): post \(review.start.size) till \(review.end.size), "
                + "\(review.time) av \(review.by): \(review.conclusion)",
            en: "\(review.id): entries \(review.start.size) until \(review.end.size), "
                + "\(review.time) by \(review.by): \(review.conclusion)")
        for finding in review.findings { say(Phrase(verbatim: "  " + finding)) }
        if !line.holds { say(RegisterError.reviewContradicted(size: review.end.size).sentence) }
    }
}
