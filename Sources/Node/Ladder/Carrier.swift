import Carriers
import Delivery
import Identity
import Labels
import Policies

/// One way messages can go, and what it can carry. A new one is a file with a type like this, and a
/// line in ``Ladder``.
protocol Carrier: Sendable {
    var rung: Rung { get }
    /// As policy knows it: what level may go there is said there, and decided by `carrier.ceiling`.
    var kind: CarrierKind { get }
    /// Of one framed envelope.
    var bytesMax: Int { get }
    /// Nobody answers the same way.
    var isOneWay: Bool { get }
    var manner: RungTraits.Manner { get }
    /// See ``RungTraits/isRecord``.
    var isRecord: Bool { get }
    /// Whether messages of this sort go there at all, whatever their level and size.
    func takes(_ sort: MessageSort) -> Bool
}

extension Carrier {
    var isOneWay: Bool { false }
    var isRecord: Bool { false }
    func takes(_ sort: MessageSort) -> Bool { true }

    /// The levels are those of what is in earnest: an exercise closes no way for it. What goes into
    /// the ladder at all is asked by its own label (``Ladder/isFor(_:_:bytes:under:at:)``).
    ///
    /// - Parameter view: of the policy in force; without one nothing may go.
    func traits(under view: PolicyView?, at now: Timestamp) -> RungTraits {
        RungTraits(
            rung, levels: view?.levels(over: kind, .actual, at: now) ?? [], bytesMax: bytesMax,
            isOneWay: isOneWay, manner: manner, isRecord: isRecord)
    }
}

/// A carrier that the ladder asks by itself, attempt by attempt. The same message twice is once.
protocol AskedCarrier: Carrier {
    /// Whether it is there and well, without any message.
    func probe() async throws(GatewayProblem)
    /// When it returns, the message is there.
    func carry(_ message: OpenMessage) async throws(GatewayProblem)
    /// Lets go of connections.
    func close() async
}

/// What a carrier may choose by.
struct MessageSort: Sendable {
    let kind: MessageKind
    let audience: Audience
    let isOpaque: Bool
    let hasAttachments: Bool
    /// Policy denies it to a registered actor whom the audience names.
    let isDeniedToSome: Bool
}

/// An open message, as a carrier that shows it to people needs it.
struct OpenMessage: Sendable {
    let id: MessageID
    let kind: MessageKind
    let status: StatusKind
    let headline: String
    /// In Swedish, as a person reads it, under its marking.
    let text: String
    let originator: ActorID
    let created: Timestamp
    let expires: Timestamp
    /// It went another way first.
    let isLate: Bool
    /// Framed, as relays take it.
    let envelope: [UInt8]
}
