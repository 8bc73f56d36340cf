import Labels

/// Work of many holders, who get equally much of it done however much each asks for.
///
/// Deficit round robin (Shreedhar and Varghese, 1995): the holders have the turn one after the
/// other, and each turn is worth as much as the others. One with large pieces saves up for them.
/// Within a holder's turn its lanes go by precedence (``LaneTurns``), and each lane by order of
/// arrival.
struct HolderRing<Ticket: Sendable>: Sendable {
    struct Piece: Sendable {
        let ticket: Ticket
        let lane: Precedence
        let cost: Int
    }

    private struct Holder: Sendable {
        private var waiting: [Precedence: Heap<UInt64, Piece>] = [:]
        private var turns = LaneTurns()
        private(set) var count = 0
        /// What is left of its turns.
        var credit = 0
        var hasTurn = false

        /// What it wants done first.
        var head: Piece? { turns.next(of: lanes).flatMap { waiting[$0]?.top?.value } }

        private var lanes: [Precedence] { waiting.filter { !$0.value.isEmpty }.keys.sorted() }

        mutating func add(_ piece: Piece, arrival: UInt64) {
            waiting[piece.lane, default: Heap()].push(arrival, piece)
            count += 1
        }

        mutating func takeHead() {
            let lanes = lanes
            guard let lane = turns.next(of: lanes) else { return }
            turns.took(lane, of: lanes)
            credit -= waiting[lane]?.pop()?.value.cost ?? 0
            count -= 1
        }
    }

    private let turnCost: Int
    private var holders: [String: Holder] = [:]
    /// Who has something waiting; the first has the turn.
    private var order: [String] = []
    private var nextArrival: UInt64 = 0

    /// - Parameter turnCost: what one turn is worth, at least 1.
    init(turnCost: Int) { self.turnCost = max(1, turnCost) }

    var isEmpty: Bool { order.isEmpty }

    /// How many pieces of a holder wait.
    func count(of holder: String) -> Int { holders[holder]?.count ?? 0 }

    mutating func add(_ piece: Piece, of name: String) {
        if count(of: name) == 0 { order.append(name) }
        holders[name, default: Holder()].add(piece, arrival: nextArrival)
        nextArrival += 1
    }

    /// What is next; it stays so until it is taken or something more urgent of the same holder
    /// comes.
    mutating func next() -> Piece? {
        while let name = order.first, let head = holders[name]?.head {
            if holders[name]?.hasTurn == false {
                holders[name]?.hasTurn = true
                holders[name]?.credit += turnCost
            }
            if let credit = holders[name]?.credit, head.cost <= credit { return head }
            holders[name]?.hasTurn = false
            order.append(order.removeFirst())
        }
        return nil
    }

    /// Takes what ``next()`` gave.
    mutating func take() {
        guard let name = order.first else { return }
        holders[name]?.takeHead()
        guard count(of: name) == 0 else { return }
        // Whoever wants nothing more saves up nothing either.
        holders[name] = nil
        order.removeFirst()
    }
}
