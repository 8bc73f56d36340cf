package import Identity
package import Rosters

/// What `break-glass open` asks: a statement that two persons have signed.
package struct BreakGlassOrder: Codable, Sendable {
    package struct Signature: Codable, Sendable {
        package var person: PersonID
        package var bytes: [UInt8]

        package init(person: PersonID, bytes: [UInt8]) {
            (self.person, self.bytes) = (person, bytes)
        }
    }

    package var statement: BreakGlassStatement
    package var signatures: [Signature]
    /// The ground on which it is passed on and the originator told.
    package var ground: String?

    package init(
        _ statement: BreakGlassStatement, signatures: [Signature], ground: String? = nil
    ) {
        self.statement = statement
        self.signatures = signatures
        self.ground = ground
    }
}

/// A case and what has become of its two messages.
package struct BreakGlassLine: Codable, Sendable {
    package var glass: BreakGlassCase
    /// Where the message stands that was passed on; `nil` where none was sealed.
    package var passedOnState: SentDelivery.State?
    /// Where the notice to the first originator stands; `nil` where policy let none through.
    package var noticeState: SentDelivery.State?
    package var isOpen: Bool
}

/// What came of breaking the glass.
package struct BreakGlassReply: Codable, Sendable {
    /// `nil` when policy denied it, and nothing was done.
    package var line: BreakGlassLine?
    package var denied: [DeniedRecipient]
    /// Attachments are not passed on; how many there are.
    package var attachmentsLeft: Int
}
