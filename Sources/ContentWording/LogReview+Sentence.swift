import Identity
package import Node
package import Registers
package import Wording

extension LogReviewDue {
    package var overdueSentence: Sentence { overdueReview(due: due.rfc3339, waiting: waiting) }
}

extension StatusReply.LogReview {
    package var overdueSentence: Sentence { overdueReview(due: due.rfc3339, waiting: waiting) }
}

/// That the ledger should have been reviewed.
func overdueReview(due: String, waiting: UInt64) -> Sentence {
    Sentence(
        sv: "ÖVER TIDEN: liggaren skulle ha granskats \(due); \(waiting) poster väntar.",
        en: "OVERDUE: the ledger was to be reviewed by \(due); \(waiting) entries wait.",
        hint: Phrase(
            sv: "Någon som inte administrerar systemet granskar: budkavle audit review record.",
            en: "Somebody who does not administer the system reviews: budkavle audit review record."
        ))
}
