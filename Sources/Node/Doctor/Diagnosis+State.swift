import Carriers

extension Diagnosis {
    package var check: Check {
        switch self {
        case .nodeAbsent, .nodeMissing, .nodeRunning, .nodeStopped, .nodeInvalid: .node
        case .clockAgrees, .clockDrifts, .clockWrong, .relayClockWrong, .clockUnproven: .clock
        case .ringReadable, .ringMissing, .ringDamaged, .ringNotOpened, .ringRefuses,
            .keyFileUnreadable, .fileExposed, .keyExpiring, .keyExpired:
            .keys
        case .coreDumpsOff, .coreDumpsOn: .coreDumps
        case .swapAbsent, .swapEncrypted, .swapPlain, .swapUnknown: .swap
        case .diskSound, .diskLow, .diskFull, .diskReadOnly, .flushFails, .diskUnknown: .disk
        case .vaultCurrent, .vaultOlder, .vaultTooOld, .vaultNewer, .vaultForeign, .vaultMissing:
            .vault
        case .logReviewOverdue: .ledger
        case .registryHolds, .registryInvalid, .nodeUnregistered, .nodeRevoked, .evidenceKept:
            .registry
        case .policyInForce, .policyExample, .policyMissing, .levelsClosed, .notesRefused:
            .policy
        case .freshnessCurrent, .freshnessEndsSoon, .freshnessTooOld, .freshnessExpired,
            .freshnessMissing:
            .freshness
        case .relayAnswers, .relayFails, .relayUntried, .relayUnregistered: .relays
        case .rungRelay, .rungWIS, .rungNone, .rungUntried, .rungsUndrilled: .rungs
        case .alertsTold, .alertsUntried, .alertsFail, .alertsForbidden: .alerts
        }
    }

    package var state: CheckState {
        switch self {
        case .nodeAbsent, .nodeRunning, .nodeStopped, .clockAgrees, .ringReadable, .coreDumpsOff,
            .swapAbsent, .swapEncrypted, .diskSound, .vaultCurrent, .registryHolds, .policyInForce,
            .freshnessCurrent, .relayAnswers, .rungRelay, .levelsClosed, .alertsTold,
            .alertsUntried:
            .ok
        case .clockDrifts, .relayClockWrong, .clockUnproven, .ringNotOpened, .keyExpiring,
            .coreDumpsOn, .swapPlain, .swapUnknown, .diskLow, .diskUnknown, .vaultOlder,
            .policyExample, .notesRefused, .evidenceKept, .freshnessEndsSoon, .freshnessTooOld,
            .relayUntried, .rungWIS, .rungUntried, .rungsUndrilled, .logReviewOverdue,
            .alertsForbidden:
            .warning
        // One relay away is what other relays are for; when none is left `rungs` says so.
        // Somebody else in its place is another matter.
        case .relayFails(_, let problem): problem.code == .peerUntrusted ? .failure : .warning
        case .alertsFail(_, let problem): problem.code == .peerUntrusted ? .failure : .warning
        case .nodeMissing, .nodeInvalid, .clockWrong, .ringMissing, .ringDamaged, .ringRefuses,
            .keyFileUnreadable, .fileExposed, .keyExpired, .diskFull, .diskReadOnly, .flushFails,
            .vaultTooOld, .vaultNewer, .vaultForeign, .vaultMissing, .registryInvalid,
            .nodeUnregistered, .nodeRevoked, .policyMissing,
            .freshnessExpired, .freshnessMissing, .relayUnregistered, .rungNone:
            .failure
        }
    }
}

/// All that was found.
package struct Examination: Sendable {
    package let diagnoses: [Diagnosis]

    /// In the order of the checks, and within one as they were found.
    package init(_ diagnoses: [Diagnosis]) {
        self.diagnoses = Check.allCases.flatMap { check in
            diagnoses.filter { $0.check == check }
        }
    }

    package func count(_ state: CheckState) -> Int {
        diagnoses.count { $0.state == state }
    }

    package var state: CheckState { diagnoses.map(\.state).max() ?? .ok }

    /// Whether it fails for nothing but that no relay can be reached.
    package var isOnlyUnreachable: Bool {
        state == .failure
            && diagnoses.allSatisfy { $0.state != .failure || $0 == .rungNone }
    }
}
