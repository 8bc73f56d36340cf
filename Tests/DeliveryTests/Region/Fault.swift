import Identity
import Labels
import TestSupport

@testable import Delivery

/// What goes wrong in a region.
enum Fault: String, CaseIterable {
    /// Something that was sent does not arrive.
    case loss
    /// It arrives twice.
    case duplication
    /// What was sent later arrives first.
    case reordering
    /// Some reach each other and not the rest.
    case partition
    /// A machine stops in the middle of what it does, and comes back with what it had stored.
    case crash
    /// A machine's clock is set forwards or back.
    case clockJump
    /// A disk takes nothing.
    case diskFull
    /// WIS hangs, loses, answers errors or asks for time.
    case badRecord
}

/// Where something is sent from, or to.
enum Place: Hashable {
    case node(Int)
    case relay(Int)
    /// WIS.
    case record
}

/// The faults that hold now, and how often each has struck.
struct Weather {
    enum Record: CaseIterable {
        case well, gone, hangs, answersErrors, loses, isBusy
    }

    var active: Set<Fault> = []
    /// Those here reach each other and nobody else.
    var island: Set<Place> = []
    var down: Set<Place> = []
    var full: Set<Place> = []
    var record = Record.well
    private(set) var struck: [Fault: Int] = [:]

    mutating func note(_ fault: Fault) { struck[fault, default: 0] += 1 }

    func isReachable(_ place: Place, from other: Place) -> Bool {
        !down.contains(place) && island.contains(place) == island.contains(other)
    }

    /// All is well again; what has struck is remembered.
    mutating func clear() {
        (active, island, down, full, record) = ([], [], [], [], .well)
    }
}

extension RegionWorld {
    /// A fault begins, or one that holds ends.
    mutating func turnWeather() {
        guard let fault = Fault.allCases.randomElement(using: &random) else { return }
        switch fault {
        case .loss, .duplication, .reordering:
            if weather.active.remove(fault) == nil { weather.active.insert(fault) }
        case .partition:
            weather.island =
                weather.island.isEmpty ? Set(places.filter { _ in random.once(in: 3) }) : []
        case .crash: stop(anyPlace())
        case .clockJump:
            let node = Int.random(in: 0..<nodes.count, using: &random)
            let ahead =
                nodes[node].clockAheadMilliseconds == 0
                ? Int64.random(in: -900_000...900_000, using: &random) : 0
            weather.note(.clockJump)
            setClock(of: node, aheadMilliseconds: ahead)
        case .diskFull:
            let place = anyPlace()
            if weather.full.remove(place) == nil { weather.full.insert(place) }
        case .badRecord:
            weather.record =
                weather.record == .well
                ? Weather.Record.allCases.randomElement(using: &random) ?? .gone : .well
        }
    }

    /// Relays are few, and a region without them shows little.
    private mutating func anyPlace() -> Place {
        random.once(in: 3)
            ? .relay(Int.random(in: 0..<relays.count, using: &random))
            : .node(Int.random(in: 0..<nodes.count, using: &random))
    }

    /// A machine stops, and comes back within a minute.
    private mutating func stop(_ place: Place) {
        guard weather.down.insert(place).inserted else { return }
        weather.note(.crash)
        if case .node(let number) = place { forget(number) }
        after(Int64.random(in: 500...60_000, using: &random), .rises(place))
    }

    private var places: [Place] {
        nodes.indices.map(Place.node) + relays.indices.map(Place.relay) + [.record]
    }

    // MARK: The network

    /// When something that is sent now arrives; empty where it does not, two times where it does twice.
    mutating func arrivals(from sender: Place, at receiver: Place) -> [Int64] {
        guard weather.isReachable(receiver, from: sender) else {
            if !weather.down.contains(receiver) { weather.note(.partition) }
            return []
        }
        if weather.active.contains(.loss), random.once(in: 5) {
            weather.note(.loss)
            return []
        }
        var delays = [Int64.random(in: 1...300, using: &random)]
        if weather.active.contains(.reordering), random.once(in: 3) {
            weather.note(.reordering)
            delays = [Int64.random(in: 1_000...15_000, using: &random)]
        }
        if weather.active.contains(.duplication), random.once(in: 4) {
            weather.note(.duplication)
            delays.append(Int64.random(in: 1...15_000, using: &random))
        }
        return delays
    }
}
