package import Identity

/// What whoever takes over a node has to know: how the node fares, nothing of what messages say.
package struct ShiftReply: Codable, Sendable {
    /// A message of ours that not everybody has signed for.
    package struct Underway: Codable, Sendable, Equatable {
        package var id: String
        package var kind: String
        package var level: String
        package var status: String
        package var precedence: String
        package var created: Timestamp
        package var expires: Timestamp
        package var state: SentDelivery.State
        /// Those whose receipt has not come.
        package var missing: [String]
        /// How many it is for.
        package var recipients: Int
        package var lastProblem: RelayProblem?
    }

    /// Something that stays open until a person closes it.
    package struct OpenCase: Codable, Sendable, Equatable {
        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// Break-glass whose review nobody has closed.
            case breakGlass = "break-glass"
            /// A campaign that is being counted.
            case inventory
            /// A count that should have been made by now.
            case inventoryOverdue = "inventory-overdue"
            /// An incident nobody has closed.
            case incident
        }

        package var kind: Kind
        /// What it is called; the level's name for a count that nobody has opened.
        package var name: String
        package var level: String
        /// When it was opened, or was due.
        package var since: Timestamp
    }

    package var made: Timestamp
    package var node: StatusReply
    /// The most urgent first, and of those the oldest.
    package var underway: [Underway]
    package var cases: [OpenCase]
    /// Receipts that should have come; `nil` without a policy, which says by when.
    package var overdue: OverdueReply?
    /// The highest of what it speaks of, by name, and its colour as policy has it: `#rrggbb`.
    package var level: String
    package var colour: String
}
