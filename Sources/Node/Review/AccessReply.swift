package import Identity
package import Policies

/// What `audit access` asks.
package struct AccessOrder: Codable, Sendable {
    /// Of messages, by name.
    package var status: String
    /// The period in which use counts; the end is left out.
    package var from: Timestamp
    package var until: Timestamp
    package var claim: PersonClaim

    package init(status: String, from: Timestamp, until: Timestamp, by claim: PersonClaim) {
        (self.status, self.from, self.until, self.claim) = (status, from, until, claim)
    }
}

/// Who has access to what at this node, through which rule, and what of it was used in a period.
package struct AccessReply: Codable, Sendable {
    /// How often something was used in the period.
    package struct Use: Codable, Sendable, Equatable {
        package var count = 0
        package var last: Timestamp?
    }

    /// What a person may see by one of her needs at one level.
    package struct PersonRight: Codable, Sendable {
        /// `forum:…`, `compartment:…`; `nil` for somebody of whom no need is recorded.
        package var need: String?
        package var level: String
        /// What stands in the way; none where it is permitted.
        package var gates: [String]
        /// *I ringa omfattning*.
        package var isLimited: Bool
        /// When the first of the findings it rests on ends.
        package var until: Timestamp?
        package var use: Use

        package var isPermitted: Bool { gates.isEmpty }
    }

    /// A person of this actor's roster who has not left.
    package struct Person: Codable, Sendable {
        package struct Function: Codable, Sendable {
            package var function: FunctionID
            package var until: Timestamp
        }

        package var person: PersonID
        package var clearance: Clearance?
        package var clearanceUntil: Timestamp?
        package var functions: [Function]
        package var rights: [PersonRight]
    }

    /// A way between this actor and another at one level.
    package struct Way: Codable, Sendable {
        package enum Direction: String, Codable, Sendable { case to, from }

        package var actor: ActorID
        /// `to`: the other may read what this actor sends.
        package var direction: Direction
        package var level: String
        package var gates: [String]
        /// The legal ground it was found under; `nil` where none is asked for.
        package var ground: GroundCode?
        /// In which both sit.
        package var forums: [ForumID]
        /// References of the agreements or exemptions in force between the two, at levels that ask for
        /// one.
        package var agreements: [String]
        package var use: Use

        package var isPermitted: Bool { gates.isEmpty }
    }

    package var actor: ActorID
    package var node: NodeID
    package var by: PersonID
    package var made: Timestamp
    package var status: String
    package var from: Timestamp
    package var until: Timestamp
    package var policyVersion: UInt64?
    /// Levels at which policy asks nobody at the node who she is.
    package var unasked: [String]
    package var persons: [Person]
    package var ways: [Way]
    /// Entries that retention has emptied: what they said of use is not counted.
    package var erased: Int

    package var unusedRights: Int {
        persons.reduce(0) { $0 + $1.rights.count(where: \.isUnused) }
    }
    package var unusedWays: Int { ways.count(where: \.isUnused) }
}

extension AccessReply.PersonRight {
    package var isUnused: Bool { isPermitted && use.count == 0 }
}

extension AccessReply.Way {
    package var isUnused: Bool { isPermitted && use.count == 0 }
}
