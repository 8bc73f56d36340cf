package import Labels

/// Whose turn it is among many who want the same thing, of which so much may be under way at once.
///
/// *Flash* goes at once, beside the bound. Then *immediate*, and then everything else, each in turn
/// between the holders (``HolderRing``), so that whoever asks for much takes nothing of the others'
/// share. Only flash is served without regard to the rest: under it no lane waits for ever
/// (``LaneTurns``). Who may call what flash is not asked here.
///
/// Whoever performs it lets those through whom an event names.
package struct FairGate<Ticket: Sendable>: Sendable {
    private let underWayMaxCost: Int
    private let waitingMaxCount: Int
    private var underWay = 0
    private var immediate: HolderRing<Ticket>
    private var ordinary: HolderRing<Ticket>
    private var turns = LaneTurns()

    /// - Parameters:
    ///   - underWayMaxCost: of all that is under way; a single piece may exceed it alone.
    ///   - turnCost: what one turn of a holder is worth.
    ///   - waitingMaxCount: how many pieces of one holder may wait.
    package init(underWayMaxCost: Int, turnCost: Int, waitingMaxCount: Int) {
        self.underWayMaxCost = underWayMaxCost
        self.waitingMaxCount = waitingMaxCount
        immediate = HolderRing(turnCost: turnCost)
        ordinary = HolderRing(turnCost: turnCost)
    }

    /// Somebody comes.
    ///
    /// - Returns: who passes now, perhaps the one who came; `nil` when too much of the holder waits
    ///   already, and it was not taken.
    package mutating func arrived(
        _ ticket: Ticket, of holder: String, in lane: Precedence, cost: Int
    ) -> [Ticket]? {
        if lane == .flash {
            underWay += cost
            return [ticket]
        }
        // Where nobody waits and there is room, there are no turns to take.
        if immediate.isEmpty, ordinary.isEmpty, fits(cost) {
            underWay += cost
            return [ticket]
        }
        guard immediate.count(of: holder) + ordinary.count(of: holder) < waitingMaxCount else {
            return nil
        }
        let piece = HolderRing<Ticket>.Piece(ticket: ticket, lane: lane, cost: cost)
        if lane == .immediate {
            immediate.add(piece, of: holder)
        } else {
            ordinary.add(piece, of: holder)
        }
        return passing()
    }

    /// Somebody who passed is done.
    ///
    /// - Parameter cost: as when it came.
    /// - Returns: who passes now.
    package mutating func left(cost: Int) -> [Ticket] {
        underWay -= cost
        return passing()
    }

    /// Nobody overtakes whoever does not fit yet, or large pieces would wait for ever.
    private mutating func passing() -> [Ticket] {
        var passing: [Ticket] = []
        while let lane = turns.next(of: waiting), let piece = next(lane), fits(piece.cost) {
            turns.took(lane, of: waiting)
            if lane == .immediate { immediate.take() } else { ordinary.take() }
            underWay += piece.cost
            passing.append(piece.ticket)
        }
        return passing
    }

    private func fits(_ cost: Int) -> Bool {
        underWay == 0 || underWay + cost <= underWayMaxCost
    }

    /// All below immediate stand together here: there the holder comes first and the lane second.
    private var waiting: [Precedence] {
        (immediate.isEmpty ? [] : [.immediate]) + (ordinary.isEmpty ? [] : [.priority])
    }

    private mutating func next(_ lane: Precedence) -> HolderRing<Ticket>.Piece? {
        lane == .immediate ? immediate.next() : ordinary.next()
    }
}
