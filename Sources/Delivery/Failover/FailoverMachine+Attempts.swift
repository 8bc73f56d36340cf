import Identity
import Labels

extension FailoverMachine {
    /// Sends what may go now, rung by rung.
    mutating func dispatch(at now: Timestamp, _ effects: inout [Effect]) {
        for traits in ladder where traits.isAutomatic {
            let isKept = traits.manner == .kept
            guard isKept || lines[traits.rung]?.health.admits(at: now) == true else { continue }
            while let id = lines[traits.rung]?.nextFresh(unbounded: isKept) {
                lines[traits.rung]?.dropFresh()
                depart(id, over: traits, isLate: false, at: now, &effects)
            }
            while let id = lines[traits.rung]?.nextLate(at: now) {
                lines[traits.rung]?.dropLate()
                depart(id, over: traits, isLate: true, at: now, &effects)
            }
        }
    }

    private mutating func depart(
        _ id: MessageID, over traits: RungTraits, isLate: Bool, at now: Timestamp,
        _ effects: inout [Effect]
    ) {
        guard let entry = entries[id], lines[traits.rung]?.isOut(id) == false else { return }
        // Policy may have changed since it was asked.
        guard traits.carries(entry.parcel) else {
            refused(id, traits.rung, at: now, &effects)
            return
        }
        guard isWanted(entry, on: traits) else {
            settle(id)
            return
        }
        lines[traits.rung]?.departed(entry.parcel, isLate: isLate)
        effects.append(.send(id, over: traits.rung, isLate: isLate))
    }

    mutating func attemptEnded(
        _ id: MessageID, _ rung: Rung, _ outcome: AttemptOutcome, at now: Timestamp,
        jitter: UInt64, _ effects: inout [Effect]
    ) {
        guard lines[rung]?.returned(id) == true else { return }
        noteHealth(of: rung, outcome, at: now, jitter: jitter, &effects)
        guard entries[id] != nil else { return }
        switch outcome {
        case .accepted: arrived(id, rung, at: now, &effects)
        case .denied, .rejected, .expired: refused(id, rung, at: now, &effects)
        case .temporarilyFailed, .busy: failed(id, rung, at: now, jitter: jitter, &effects)
        }
    }

    /// Nothing can be kept now, or so it seems: the line rests for some seconds.
    mutating func lost(_ id: MessageID, _ rung: Rung, at now: Timestamp, jitter: UInt64) {
        guard lines[rung]?.returned(id) == true, var entry = entries[id],
            case .asked = entry.state.legs[rung]
        else { return }
        entry.state.legs[rung] = .asked(isLate: true)
        entries[id] = entry
        let pause = Backoff.delayMilliseconds(round: lostRounds, jitter: jitter)
        lines[rung]?.restLate(until: now.adding(milliseconds: pause))
        lines[rung]?.stand(entry.parcel, isLate: true, round: entry.trials[rung]?.round ?? 0)
    }

    private mutating func noteHealth(
        of rung: Rung, _ outcome: AttemptOutcome, at now: Timestamp, jitter: UInt64,
        _ effects: inout [Effect]
    ) {
        guard ladder.first(where: { $0.rung == rung })?.manner == .attempted else { return }
        switch outcome {
        case .accepted, .denied, .rejected, .expired:
            lines[rung]?.health.took()
            lines[rung]?.succeeded()
        case .busy(let seconds, _):
            let pause = min(max(seconds, 0), Backoff.delayMaxSeconds)
            lines[rung]?.health.asked(until: now.adding(seconds: pause))
        case .temporarilyFailed:
            if lines[rung]?.health.failed(at: now, jitter: jitter) == true {
                fell(rung, at: now, &effects)
            }
        }
    }

    /// Whatever stood fresh in its line goes the next way at once, and comes here late.
    mutating func fell(_ rung: Rung, at now: Timestamp, _ effects: inout [Effect]) {
        effects.append(.rungChanged(rung, isUp: false))
        guard ladder.first(where: { $0.rung == rung })?.manner == .attempted else { return }
        for id in lines[rung]?.drainFresh() ?? [] {
            guard var entry = entries[id] else { continue }
            entry.state.legs[rung] = .asked(isLate: true)
            entries[id] = entry
            lines[rung]?.stand(entry.parcel, isLate: true)
            if entry.state.isCarried {
                effects.append(.persist(entry.state))
            } else {
                climb(id, at: now, &effects)
            }
        }
    }

    private mutating func arrived(
        _ id: MessageID, _ rung: Rung, at now: Timestamp, _ effects: inout [Effect]
    ) {
        guard var entry = entries[id] else { return }
        let isFirst = !entry.state.isCarried
        entry.state.legs[rung] = .arrived(at: now, isLate: isLate(entry, rung))
        entries[id] = entry
        effects.append(.persist(entry.state))
        if isFirst { setDeadline(of: id, from: now) }
        settle(id)
    }

    private mutating func refused(
        _ id: MessageID, _ rung: Rung, at now: Timestamp, _ effects: inout [Effect]
    ) {
        guard var entry = entries[id] else { return }
        entry.state.legs[rung] = .refused(at: now)
        entries[id] = entry
        if entry.state.isCarried {
            effects.append(.persist(entry.state))
            settle(id)
        } else {
            climb(id, at: now, &effects)
        }
    }

    /// It stands in the late line from here on, and the next rung is asked at once.
    private mutating func failed(
        _ id: MessageID, _ rung: Rung, at now: Timestamp, jitter: UInt64,
        _ effects: inout [Effect]
    ) {
        guard var entry = entries[id], let successCount = lines[rung]?.successCount else { return }
        var trials = entry.trials[rung] ?? Trials(successesBefore: successCount)
        trials.note(successCount: successCount)
        entry.trials[rung] = trials
        entry.state.legs[rung] = .asked(isLate: true)
        entries[id] = entry
        let pause = Backoff.delayMilliseconds(round: trials.failures, jitter: jitter)
        lines[rung]?.restLate(until: now.adding(milliseconds: pause))
        lines[rung]?.stand(entry.parcel, isLate: true, round: trials.round)
        if entry.state.isCarried {
            effects.append(.persist(entry.state))
        } else {
            climb(id, at: now, &effects)
        }
    }

    private func isLate(_ entry: Entry, _ rung: Rung) -> Bool {
        if case .asked(let isLate) = entry.state.legs[rung] { isLate } else { false }
    }
}
