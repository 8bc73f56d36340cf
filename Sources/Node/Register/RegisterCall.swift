package import Identity
package import Registers

/// What is asked of a node's register; a part of ``NodeCall``.
package enum RegisterCall: Codable, Sendable {
    /// Everything, or one entry by number or message.
    case list(String?)
    case name(NamingOrder)
    case record(RecordOrder)
    case takeOut(TakeOutOrder)
    /// Receipts that should have come by now.
    case overdue
    case openInventory(InventoryOrder)
    case count(CountOrder)
    case closeInventory(id: String, by: PersonClaim)
    /// All of them, or one, and what is due.
    case inventories(String?)
    case incidents(String?)
    case reportIncident(IncidentReportOrder)
    case closeIncident(IncidentCloseOrder)
    case report(ReportOrder)
    case access(AccessOrder)
    case reviewLog(LogReviewOrder)
    /// All of them, or one, and by when the next is due.
    case logReviews(String?)
    /// What could be disposed of now.
    case planDisposal
    case dispose(DisposalOrder)
    case disposals
}

package enum RegisterReply: Codable, Sendable {
    case lines([RegisterLine])
    case takenOut(TakenOut)
    case overdue(OverdueReply)
    case inventories(InventoriesReply)
    case incidents([Incident])
    case report(ReportReply)
    case access(AccessReply)
    case logReviews(LogReviewsReply)
    case disposalPlan(DisposalPlanReply)
    case disposals(DisposalsReply)
}

/// What `audit register enter` asks.
package struct NamingOrder: Codable, Sendable {
    /// Number or message.
    package var entry: String
    package var subject: String
    package var theirNumber: String?
    package var claim: PersonClaim

    package init(_ entry: String, subject: String, theirNumber: String?, by claim: PersonClaim) {
        (self.entry, self.subject) = (entry, subject)
        (self.theirNumber, self.claim) = (theirNumber, claim)
    }
}

/// What `audit register record` asks.
package struct RecordOrder: Codable, Sendable {
    package var entry: String
    package var act: RegisterAct
    package var claim: PersonClaim
    /// Of whoever supervises a destruction: the one the act names.
    package var supervisor: PersonClaim?

    package init(
        _ entry: String, _ act: RegisterAct, by claim: PersonClaim,
        supervisedBy supervisor: PersonClaim? = nil
    ) {
        (self.entry, self.act, self.claim) = (entry, act, claim)
        self.supervisor = supervisor
    }
}

/// A received message is to leave the vault, onto paper or into a file.
package struct TakeOutOrder: Codable, Sendable {
    package enum Form: String, Codable, Sendable { case print, file }

    package var message: String
    package var form: Form
    package var claim: PersonClaim?

    package init(_ message: String, _ form: Form, by claim: PersonClaim?) {
        (self.message, self.form, self.claim) = (message, form, claim)
    }
}

/// The message, and what it bears out there.
package struct TakenOut: Codable, Sendable {
    package var message: InboxMessage
    package var mark: ExemplarMark
    /// The level's, as policy has it: `#rrggbb`.
    package var colour: String
}

/// What `audit inventory open` asks.
package struct InventoryOrder: Codable, Sendable {
    package var reason: Inventory.Reason
    /// By name.
    package var levels: [String]
    package var status: String
    package var holder: PersonID?
    package var claim: PersonClaim

    package init(
        _ reason: Inventory.Reason, levels: [String], status: String, heldBy holder: PersonID?,
        by claim: PersonClaim
    ) {
        (self.reason, self.levels, self.status) = (reason, levels, status)
        (self.holder, self.claim) = (holder, claim)
    }
}

/// What `audit incident report` asks.
package struct IncidentReportOrder: Codable, Sendable {
    package var incident: String
    package var addressee: Incident.Addressee
    /// By which it is found there.
    package var reference: String
    package var claim: PersonClaim

    package init(
        _ incident: String, to addressee: Incident.Addressee, reference: String,
        by claim: PersonClaim
    ) {
        (self.incident, self.addressee) = (incident, addressee)
        (self.reference, self.claim) = (reference, claim)
    }
}

/// What `audit incident close` asks.
package struct IncidentCloseOrder: Codable, Sendable {
    package var incident: String
    package var finding: String
    package var claim: PersonClaim

    package init(_ incident: String, finding: String, by claim: PersonClaim) {
        (self.incident, self.finding, self.claim) = (incident, finding, claim)
    }
}

/// What `audit inventory record` asks.
package struct CountOrder: Codable, Sendable {
    package var inventory: String
    package var entry: RegisterNumber
    package var exemplar: Int
    package var finding: Inventory.Finding
    package var remark: String?
    package var claim: PersonClaim

    package init(
        _ inventory: String, _ entry: RegisterNumber, _ exemplar: Int,
        _ finding: Inventory.Finding, remark: String?, by claim: PersonClaim
    ) {
        (self.inventory, self.entry, self.exemplar) = (inventory, entry, exemplar)
        (self.finding, self.remark, self.claim) = (finding, remark, claim)
    }
}
