import Identity
import Labels

/// What stands in line for one rung, and what is on its way over it.
///
/// Fresh messages go side by side, the most urgent first. Late ones go one at a time in the order
/// they were sent in, and only while no fresh one stands in line and no earlier one is still on its
/// way: so the rung gets them in their order.
struct RungLine: Sendable {
    var health: RungHealth
    /// Messages that got through, ever.
    private(set) var successCount: UInt64 = 0
    private var fresh = Heap<FreshPlace, MessageID>()
    private var late = Heap<LatePlace, MessageID>()
    private var flights: [MessageID: Flight] = [:]
    /// The late line rests after a failure.
    private var lateNotBefore: Timestamp?

    private struct Flight: Sendable {
        let sequence: UInt64
        let isLate: Bool
    }

    /// Of fresh messages under way at once.
    static let flightsMaxCount = 4

    init(at now: Timestamp) { health = RungHealth(at: now) }

    mutating func stand(_ parcel: Parcel, isLate: Bool, round: Int = 0) {
        if isLate {
            late.push(LatePlace(round: round, sequence: parcel.sequence), parcel.id)
        } else {
            fresh.push(
                FreshPlace(precedence: parcel.precedence, sequence: parcel.sequence), parcel.id)
        }
    }

    /// The fresh message whose turn it is.
    func nextFresh(unbounded: Bool) -> MessageID? {
        let freshFlights = flights.values.count { !$0.isLate }
        return unbounded || freshFlights < Self.flightsMaxCount ? fresh.top?.value : nil
    }

    /// The late message whose turn it is.
    func nextLate(at now: Timestamp) -> MessageID? {
        guard fresh.isEmpty, let (place, id) = late.top,
            lateNotBefore.map({ isDue($0, at: now) }) ?? true,
            !flights.values.contains(where: { $0.isLate || $0.sequence < place.sequence })
        else { return nil }
        return id
    }

    mutating func dropFresh() { fresh.pop() }
    mutating func dropLate() { late.pop() }

    /// Takes the fresh ones out of the line.
    mutating func drainFresh() -> [MessageID] {
        let drained = fresh.elements.sorted { $0.key < $1.key }.map(\.value)
        fresh.removeAll()
        return drained
    }

    mutating func departed(_ parcel: Parcel, isLate: Bool) {
        flights[parcel.id] = Flight(sequence: parcel.sequence, isLate: isLate)
    }

    /// - Returns: whether it was on its way.
    mutating func returned(_ id: MessageID) -> Bool { flights.removeValue(forKey: id) != nil }

    func isOut(_ id: MessageID) -> Bool { flights[id] != nil }

    mutating func succeeded() {
        successCount += 1
        lateNotBefore = nil
    }

    mutating func restLate(until: Timestamp) {
        lateNotBefore = max(lateNotBefore ?? until, until)
    }

    /// Times at which something may be done that cannot be now.
    var openings: [Timestamp] {
        [health.probeAt, health.quietUntil, late.isEmpty ? nil : lateNotBefore]
            .compactMap { $0 }
    }
}

private struct FreshPlace: Comparable, Sendable {
    let precedence: Precedence
    let sequence: UInt64

    static func < (left: FreshPlace, right: FreshPlace) -> Bool {
        (left.precedence, left.sequence) < (right.precedence, right.sequence)
    }
}

/// Those that were passed over come after the others.
private struct LatePlace: Comparable, Sendable {
    let round: Int
    let sequence: UInt64

    static func < (left: LatePlace, right: LatePlace) -> Bool {
        (left.round, left.sequence) < (right.round, right.sequence)
    }
}
