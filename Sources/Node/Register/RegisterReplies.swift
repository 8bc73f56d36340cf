package import Identity
import Labels
package import Registers

/// A message as the register has it, or as it waits for the registrator.
package struct RegisterLine: Codable, Sendable {
    package struct Copy: Codable, Sendable {
        package var number: Int
        package var kind: RegisterEvent.Kind
        package var source: Int?
        package var made: Timestamp
        package var holder: Holder
        package var heldSince: Timestamp
        package var state: Exemplar.State
        package var receiptedBy: PersonID?
        package var shownTo: [PersonID]
    }

    /// `nil`: nobody and nothing has entered it.
    package var number: RegisterNumber?
    package var message: MessageID
    package var level: String
    package var status: String
    package var direction: RegisterEntry.Direction
    package var parties: [ActorID]
    package var dated: Timestamp
    package var enclosures: Int
    package var subject: String?
    package var theirNumber: String?
    package var exemplars: [Copy]
    package var events: [RegisterEvent]
}

extension RegisterLine {
    init(_ entry: RegisterEntry, isEntered: Bool = true) {
        number = isEntered ? entry.number : nil
        (message, level) = (entry.message, entry.level.name)
        (status, direction) = (entry.number.status.rawValue, entry.direction)
        (parties, dated, enclosures) = (entry.parties, entry.dated, entry.enclosures)
        (subject, theirNumber) = (entry.subject, entry.theirNumber)
        exemplars = isEntered ? entry.exemplars.map(Copy.init) : []
        events = isEntered ? entry.events : []
    }
}

extension RegisterLine.Copy {
    init(_ exemplar: Exemplar) {
        (number, kind, source) = (exemplar.number, exemplar.kind, exemplar.source)
        (made, holder, heldSince) = (exemplar.made, exemplar.holder, exemplar.heldSince)
        (state, receiptedBy) = (exemplar.state, exemplar.receiptedBy)
        shownTo = exemplar.shownTo
    }
}

/// Receipts that should have come: the security chief's list.
package struct OverdueReply: Codable, Sendable {
    /// Of another actor, by the level's rules.
    package struct Receipt: Codable, Sendable {
        package var message: String
        package var level: String
        package var status: String
        package var recipient: String
        package var receipt: String
        package var due: Timestamp
    }

    /// By name, of a person of one's own who got an exemplar from K upwards.
    package struct Named: Codable, Sendable {
        package var entry: RegisterNumber
        package var exemplar: Int
        package var level: String
        package var holder: Holder
        package var due: Timestamp
    }

    package var receipts: [Receipt]
    package var exemplars: [Named]
    /// `nil` while it is in time.
    package var logReview: LogReviewDue?
}

/// Campaigns, and what is to be counted by when.
package struct InventoriesReply: Codable, Sendable {
    package struct Due: Codable, Sendable {
        package var due: InventoryDue
        package var isOverdue: Bool
    }

    package var inventories: [Inventory]
    package var dues: [Due]
}
