import Labels
import Testing

@testable import Policies

/// Each gate is left out in turn, and the suite must notice: a property breaks, and recorded cases
/// are no longer reproduced. A suite that does not notice is a defect of the suite.
struct DisabledGateTests {
    let properties: [PolicyProperty]
    let situations: [CaseSituation]

    init() throws {
        properties = try PolicyProperty.all.get()
        situations = try EngineTests.recorded.get()
    }

    @Test func `every gate has its property`() {
        #expect(properties.map(\.gate) == GateID.allCases)
    }

    @Test(arguments: GateID.allCases)
    func `the whole engine keeps every property, in both directions`(_ id: GateID) throws {
        let property = try #require(properties.first { $0.gate == id })
        #expect(property.trials.contains { $0.mayPass } && property.trials.contains { !$0.mayPass })
        for trial in property.trials {
            let failed = ReducedEngine.whole.failed(trial.rehearsal)
            #expect(
                failed == (trial.mayPass ? [] : [id]),
                "\(property.claim), at \(trial.rehearsal.request.label.level)")
        }
    }

    @Test(arguments: GateID.allCases)
    func `without a gate its property is broken, and no other`(_ id: GateID) {
        let engine = ReducedEngine.without(id)
        #expect(properties.filter { $0.isBroken(under: engine) }.map(\.gate) == [id])
    }

    @Test(arguments: GateID.allCases)
    func `without a gate recorded denials become permissions, and the cases say so`(_ id: GateID) {
        let engine = ReducedEngine.without(id)
        // Its own alone failed there: somebody would get what the law refuses.
        let letThrough = situations.filter {
            !$0.expected.isEmpty && engine.letsThrough($0.rehearsal)
        }
        #expect(!letThrough.isEmpty)
        #expect(letThrough.allSatisfy { $0.expected == [id] })
        // And each case that names the gate notices, also where others still deny.
        for situation in situations {
            let isReproduced = engine.failed(situation.rehearsal) == situation.expected
            #expect(isReproduced != situation.expected.contains(id), "\(situation.name)")
        }
    }

    @Test(arguments: GateID.allCases)
    func `an answer of fewer gates permits nothing, whatever they say`(_ id: GateID) {
        let engine = ReducedEngine.without(id)
        for situation in situations {
            let asked = situation.rehearsal.request.stage.gates.map { type(of: $0).id }
            guard asked.contains(id) else { continue }
            #expect(!engine.decision(situation.rehearsal).isPermitted)
        }
    }
}
