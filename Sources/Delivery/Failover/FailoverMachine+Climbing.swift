import Identity
package import Labels

extension FailoverMachine {
    /// How long a rung may take before the next one is asked as well, in milliseconds.
    package static func patienceMilliseconds(_ precedence: Precedence) -> Int64 {
        switch precedence {
        case .flash: 0
        case .immediate: 1_500
        case .priority: 5_000
        case .routine: 15_000
        }
    }

    /// How long everybody may take to sign for a message before the next rung is asked as well.
    package static func confirmationSeconds(_ precedence: Precedence) -> Int64 {
        switch precedence {
        case .flash: 30
        case .immediate: 60
        case .priority: 600
        case .routine: 3_600
        }
    }

    /// Asks the next rungs: down to the first that is up, or all of them for flash.
    mutating func climb(_ id: MessageID, at now: Timestamp, _ effects: inout [Effect]) {
        guard var entry = entries[id] else { return }
        entry.isEscalated = entry.state.isCarried
        let asksAll = Self.patienceMilliseconds(entry.parcel.precedence) == 0
        for traits in unasked(entry) {
            let isUp = isUp(traits)
            // A rung that keeps has its own line; nothing is late there.
            let isLate = traits.manner == .attempted && !isUp
            entry.state.legs[traits.rung] = .asked(isLate: isLate)
            lines[traits.rung]?.stand(entry.parcel, isLate: isLate)
            if isUp && !asksAll { break }
        }
        entries[id] = entry
        effects.append(.persist(entry.state))
        setDeadline(of: id, from: now)
    }

    /// Asks the next rung for those that the rungs before took too long with.
    mutating func climbLate(at now: Timestamp, _ effects: inout [Effect]) {
        while let (due, id) = deadlines.top, due <= now {
            deadlines.pop()
            if entries[id]?.deadline == due { climb(id, at: now, &effects) }
        }
    }

    mutating func setDeadline(of id: MessageID, from start: Timestamp) {
        guard var entry = entries[id] else { return }
        let isWanted = !entry.state.isConfirmed && !unasked(entry).isEmpty
        let precedence = entry.parcel.precedence
        entry.deadline =
            !isWanted
            ? nil
            : entry.state.isCarried
                ? start.adding(seconds: Self.confirmationSeconds(precedence))
                : start.adding(milliseconds: Self.patienceMilliseconds(precedence))
        entries[id] = entry
        if let deadline = entry.deadline { deadlines.push(deadline, id) }
    }

    /// The rungs that may still be asked, in order.
    private func unasked(_ entry: Entry) -> [RungTraits] {
        ladder.filter {
            $0.isAutomatic && $0.carries(entry.parcel) && entry.state.legs[$0.rung] == nil
        }
    }

    /// Lets go of a parcel with which nothing more is to be done.
    mutating func settle(_ id: MessageID) {
        guard let entry = entries[id], entry.state.isCarried, entry.deadline == nil else { return }
        let isOwed = ladder.contains { isWanted(entry, on: $0) || isOut(entry, on: $0) }
        if !isOwed { entries[id] = nil }
    }

    /// Whether the rung is still to get it: a record in any case, another while none has it.
    func isWanted(_ entry: Entry, on traits: RungTraits) -> Bool {
        guard case .asked = entry.state.legs[traits.rung], traits.carries(entry.parcel) else {
            return false
        }
        return traits.isRecord || traits.manner == .kept || !entry.state.isCarried
            || (entry.isEscalated && !entry.state.isConfirmed)
    }

    private func isOut(_ entry: Entry, on traits: RungTraits) -> Bool {
        lines[traits.rung]?.isOut(entry.parcel.id) == true
    }
}
