package import Labels

/// One step of the ladder: a way messages can go.
///
/// Most are a constant beside the carrier that serves them; a new carrier brings its own.
package struct Rung: Hashable, Sendable {
    /// Stable: in vaults and in output.
    package let name: String

    package init(_ name: String) { self.name = name }

    /// All relays together; between them ``OutboxMachine`` chooses.
    package static let relays = Rung("relays")
}

/// What a rung can carry, and how it is used.
package struct RungTraits: Hashable, Sendable {
    package let rung: Rung
    /// Levels that policy lets go there; empty where it knows no such carrier.
    package let levels: Set<Level>
    /// Of one message, as it is framed.
    package let bytesMax: Int
    /// Nobody answers the same way.
    package let isOneWay: Bool
    package let manner: Manner
    /// Others look there for what there is: what passed it by is entered afterwards.
    package let isRecord: Bool

    /// Who makes a message go.
    package enum Manner: Hashable, Sendable {
        /// The machine, attempt by attempt.
        case attempted
        /// What is handed over is kept there, and tried until it is through.
        case kept
        /// A person. Always there, and nothing goes by itself.
        case byHand
    }

    package init(
        _ rung: Rung, levels: Set<Level>, bytesMax: Int, isOneWay: Bool = false,
        manner: Manner, isRecord: Bool = false
    ) {
        self.rung = rung
        self.levels = levels
        self.bytesMax = bytesMax
        self.isOneWay = isOneWay
        self.manner = manner
        self.isRecord = isRecord
    }

    /// The highest level that may go there.
    package var ceiling: Level? { levels.max() }

    func carries(_ parcel: Parcel) -> Bool {
        levels.contains(parcel.level) && parcel.bytes <= bytesMax
            && !parcel.barred.contains(rung)
    }

    /// Whether the machine asks it by itself.
    var isAutomatic: Bool { manner != .byHand }
}
