import Labels
import TestSupport
import Testing

@testable import Delivery

struct FairGateTests {
    private func gate(
        room: Int = 1, turn: Int = 1, waiting: Int = .max
    ) -> FairGate<String> {
        FairGate(underWayMaxCost: room, turnCost: turn, waitingMaxCount: waiting)
    }

    @Test func `flash goes at once, whatever is under way and waits`() {
        var gate = gate()
        #expect(gate.arrived("first", of: "a", in: .routine, cost: 1) == ["first"])
        for number in 0..<10_000 {
            #expect(gate.arrived("\(number)", of: "a", in: .routine, cost: 1) == [])
        }
        #expect(gate.arrived("flash", of: "a", in: .flash, cost: 1) == ["flash"])
        // It took nobody's room, and what it took beside that must be left first.
        #expect(gate.left(cost: 1) == [])
        #expect(gate.left(cost: 1) == ["0"])
    }

    @Test(arguments: [1, 10, 1_000])
    func `of another's flood so much goes before a piece as is under way, and one turn`(
        _ flood: Int
    ) {
        let (room, turn) = (4, 2)
        var gate = gate(room: room, turn: turn)
        for number in 0..<flood { _ = gate.arrived("a\(number)", of: "a", in: .routine, cost: 1) }
        for number in 0..<20 {
            var before = 0
            var passed = gate.arrived("b\(number)", of: "b", in: .routine, cost: 1) ?? []
            while !passed.contains("b\(number)") {
                before += passed.count
                passed = gate.left(cost: 1)
            }
            #expect(before <= turn)
            // Whatever passed with it was under way before, and goes on.
        }
    }

    @Test func `floods of any grain get as much as each other`() {
        let (room, turn) = (10, 8)
        var gate = gate(room: room, turn: turn)
        var underWay: [(holder: Int, cost: Int)] = []
        var got = [Int](repeating: 0, count: 5)
        func take(_ tickets: [String]?) {
            for ticket in tickets ?? [] {
                let parts = ticket.split(separator: "/").compactMap { Int($0) }
                underWay.append((parts[0], parts[1]))
                got[parts[0]] += parts[1]
            }
        }
        // Holder n sends pieces of size 1, 2, 4, 8, 16; each more than it will get.
        for holder in 0..<5 {
            for _ in 0..<(4_000 >> holder) {
                take(
                    gate.arrived(
                        "\(holder)/\(1 << holder)", of: "\(holder)", in: .routine,
                        cost: 1 << holder))
            }
        }
        got = [Int](repeating: 0, count: 5)
        while got.reduce(0, +) < 5_000 {
            let piece = underWay.removeFirst()
            take(gate.left(cost: piece.cost))
        }
        // A turn, and what the largest piece may save up and overdraw.
        #expect((got.max() ?? 0) - (got.min() ?? 0) <= turn + 2 * 16, "\(got)")
    }

    @Test(arguments: [Precedence.priority, .routine])
    func `immediate goes before the rest, which still gets a small share`(_ lane: Precedence) {
        var gate = gate()
        _ = gate.arrived("under way", of: "a", in: .immediate, cost: 1)
        for number in 0..<100 {
            _ = gate.arrived("\(number)", of: "a", in: .immediate, cost: 1)
        }
        _ = gate.arrived("waits", of: "b", in: lane, cost: 1)
        var passed: [String] = []
        while !passed.contains("waits") { passed += gate.left(cost: 1) }
        #expect(passed.count == LaneTurns.passedOverMax + 1)
    }

    @Test func `a holder's own lanes go by precedence, and none of them waits for ever`() {
        var gate = gate()
        _ = gate.arrived("under way", of: "a", in: .routine, cost: 1)
        _ = gate.arrived("routine", of: "a", in: .routine, cost: 1)
        for number in 0..<100 { _ = gate.arrived("\(number)", of: "a", in: .priority, cost: 1) }
        var passed: [String] = []
        while !passed.contains("routine") { passed += gate.left(cost: 1) }
        #expect(passed.dropLast() == (0..<LaneTurns.passedOverMax).map { "\($0)" }[...])
    }

    @Test func `what is less urgent of one holder takes nothing from another's share`() {
        var gate = gate()
        _ = gate.arrived("under way", of: "a", in: .priority, cost: 1)
        for number in 0..<100 { _ = gate.arrived("\(number)", of: "a", in: .priority, cost: 1) }
        _ = gate.arrived("b", of: "b", in: .routine, cost: 1)
        let passed = gate.left(cost: 1) + gate.left(cost: 1)
        #expect(passed.contains("b"), "priority is among one's own")
    }

    @Test func `a large piece waits for room, nobody overtakes it, and alone it may exceed it`() {
        var gate = gate(room: 10, turn: 100)
        #expect(gate.arrived("small", of: "a", in: .routine, cost: 8) == ["small"])
        #expect(gate.arrived("large", of: "a", in: .routine, cost: 20) == [])
        #expect(gate.arrived("tiny", of: "b", in: .routine, cost: 1) == [])
        #expect(gate.left(cost: 8) == ["large"])
        #expect(gate.left(cost: 20) == ["tiny"])
    }

    @Test func `so much of a holder waits and not one piece more`() {
        var gate = gate(waiting: 2)
        _ = gate.arrived("under way", of: "a", in: .routine, cost: 1)
        #expect(gate.arrived("1", of: "a", in: .immediate, cost: 1) == [])
        #expect(gate.arrived("2", of: "a", in: .routine, cost: 1) == [])
        #expect(gate.arrived("3", of: "a", in: .routine, cost: 1) == nil)
        #expect(gate.arrived("b", of: "b", in: .routine, cost: 1) == [])
        #expect(gate.arrived("flash", of: "a", in: .flash, cost: 1) == ["flash"])
        _ = gate.left(cost: 1)
        #expect(gate.left(cost: 1) == ["1"])
        #expect(gate.arrived("4", of: "a", in: .routine, cost: 1) == [])
    }

    @Test(arguments: 0..<Seeded.rounds(200))
    func `in any traffic everybody passes once, and nobody waits while there is room`(
        _ seed: UInt64
    ) {
        var random = Seeded(seed: seed)
        let (room, turn) = (Int.random(in: 1...20, using: &random), 4)
        var gate = FairGate<Int>(underWayMaxCost: room, turnCost: turn, waitingMaxCount: 30)
        var costs: [Int: Int] = [:]
        var (underWay, passed, taken): ([Int], Set<Int>, Set<Int>) = ([], [], [])
        func take(_ tickets: [Int]) {
            for ticket in tickets {
                #expect(passed.insert(ticket).inserted, "seed \(seed): passed twice")
                underWay.append(ticket)
            }
        }
        for number in 0..<400 {
            if Bool.random(using: &random), !underWay.isEmpty {
                let index = underWay.indices.randomElement(using: &random) ?? 0
                take(gate.left(cost: costs[underWay.remove(at: index)] ?? 0))
            } else {
                let cost = Int.random(in: 1...8, using: &random)
                let lane = Precedence.allCases[Int.random(in: 0..<4, using: &random)]
                let holder = "\(Int.random(in: 0..<4, using: &random))"
                costs[number] = cost
                guard let passing = gate.arrived(number, of: holder, in: lane, cost: cost) else {
                    continue
                }
                taken.insert(number)
                take(passing)
            }
            #expect(
                !underWay.isEmpty || passed == taken, "seed \(seed): waits while nothing is done")
        }
        while !underWay.isEmpty {
            take(gate.left(cost: costs[underWay.removeFirst()] ?? 0))
        }
        #expect(passed == taken, "seed \(seed): forgotten")
    }
}
