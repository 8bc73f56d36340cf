package import Carriers
package import Identity
import Labels

/// How one rung did when it was drilled.
package struct Drill: Codable, Sendable {
    /// A signed open message of an exercise or test that is for this rung and no other. Nodes take it
    /// in and sign for it, and show it to nobody.
    package struct Canary: Codable, Sendable {
        package enum Outcome: String, Codable, Sendable, CaseIterable {
            /// It is where it should be, by the signed word of everybody it was for, or in WIS as it
            /// was given.
            case arrived
            /// The rung took it, and within the time nobody proved that it arrived.
            case lost
            /// The rung did not take it.
            case failed
            /// Policy keeps it from going there.
            case denied
            /// It waits for somebody to carry it: it is over when the receipts have come home.
            case waiting
        }

        package var outcome: Outcome
        /// `nil` where policy kept it from being made.
        package var id: String?
        /// Until the relay had signed for it; `nil` where it did not, and for WIS.
        package var takenMilliseconds: Int64?
        /// Until it had ``Outcome/arrived``.
        package var arrivedMilliseconds: Int64?
        /// Those who have not signed for it.
        package var missing: [String] = []
        package var relayProblem: RelayProblem?
        package var gatewayProblem: GatewayProblem?
        package var gates: [DeniedGate] = []
    }

    /// As policy knows it.
    package var carrier: String
    /// The relay's name; that of the carrier for another.
    package var rung: String
    package var time: Timestamp
    package var canaries: [Canary] = []

    /// Whether the rung does what it is there for: all of them arrived.
    package var isPassed: Bool {
        !canaries.isEmpty && canaries.allSatisfy { $0.outcome == .arrived }
    }

    package func count(_ outcome: Canary.Outcome) -> Int {
        canaries.count { $0.outcome == outcome }
    }

    /// How long those took that arrived, the fastest first.
    package var milliseconds: [Int64] { canaries.compactMap(\.arrivedMilliseconds).sorted() }

    /// For the ledger: `relay relay-1: 3 canaries, 2 arrived, 1 failed; ms 12 40`.
    var summary: String {
        let counts = Canary.Outcome.allCases.compactMap { outcome in
            let count = count(outcome)
            return count == 0 ? nil : ", \(count) \(outcome.rawValue)"
        }
        let times = milliseconds.isEmpty ? "" : "; ms \(milliseconds.spaced)"
        return "\(carrier) \(rung): \(canaries.count) canaries\(counts.joined())\(times)"
    }
}

extension [Int64] {
    fileprivate var spaced: String { map(String.init).joined(separator: " ") }
}

/// The latest drill of a rung, and the latest that it passed.
package struct DrillRecord: Codable, Sendable {
    package var latest: Drill
    package var passed: Timestamp?

    init(_ drill: Drill, after known: DrillRecord?) {
        latest = drill
        passed = drill.isPassed ? drill.time : known?.passed
    }

    var rung: DrilledRung { DrilledRung(carrier: latest.carrier, name: latest.rung) }
}

/// A rung as drills tell it from others: each relay by itself.
struct DrilledRung: Hashable, Sendable {
    let carrier: String
    let name: String

    init(carrier: String, name: String) { (self.carrier, self.name) = (carrier, name) }

    init(_ relay: RelayID) { self.init(carrier: CarrierKind.relay.rawValue, name: relay.text) }

    /// Of which a node has one.
    init(_ kind: CarrierKind) { self.init(carrier: kind.rawValue, name: kind.rawValue) }
}

/// What `node drill` asks.
package struct DrillOrder: Codable, Sendable {
    /// Which rungs.
    package enum Rungs: String, Codable, Sendable {
        /// WIS and each relay.
        case asked
        /// What people carry: a canary is made for the next bundle.
        case byHand
    }

    /// Who is to sign for what does not go to WIS.
    package var to: [String]
    package var rungs: Rungs
    /// Canaries over each.
    package var count: Int
    /// For the signatures, with each canary.
    package var waitSeconds: Int
    /// The exercise they belong to; without one they are a test.
    package var exercise: String?

    package static let countMax = 20
    package static let waitMaxSeconds = 600

    package init(
        to: [String], over rungs: Rungs = .asked, count: Int, waitSeconds: Int, exercise: String?
    ) {
        (self.to, self.rungs) = (to, rungs)
        self.count = min(max(count, 1), Self.countMax)
        self.waitSeconds = min(max(waitSeconds, 1), Self.waitMaxSeconds)
        self.exercise = exercise
    }
}

package struct DrillReply: Codable, Sendable {
    package var drills: [Drill]
    /// What policy asks to be drilled, and has not been in time, after these.
    package var due: [StatusReply.DrillDue]
}
