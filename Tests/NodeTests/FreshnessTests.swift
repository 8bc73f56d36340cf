import Handover
import Identity
@testable import Node
import Policies
import RegionSupport
import Relay
import RelaySupport
import Testing

extension NodeTests {
    /// What `doctor` says of the freshness note.
    struct FreshnessTests {
        @Test func `freshness is told for each level, the soonest end first`() async throws {
            try await withoutRelay { world in
                let now = world.region.now
                let view = try #require(world.relay.keeper.material.region.view(at: now)).policy
                guard case .freshnessCurrent(_, let ends) = Diagnosis.freshness(view, at: now)
                else {
                    Issue.record("\(Diagnosis.freshness(view, at: now))")
                    return
                }
                #expect(ends.map(\.until) == ends.map(\.until).sorted() && ends.count == 6)
                #expect(ends.first?.levels == ["kvalificerat-hemlig"])
                #expect(ends.last?.levels == ["oppen"])
                let first = try Timestamp(rfc3339: #require(ends.first?.until))
                let hour = first.adding(seconds: -3_600)
                let earlier = hour.adding(seconds: -1)
                guard case .freshnessCurrent = Diagnosis.freshness(view, at: earlier),
                    case .freshnessEndsSoon(let soon) = Diagnosis.freshness(view, at: hour)
                else {
                    Issue.record("an hour before the first end is the limit")
                    return
                }
                #expect(soon == ends)
            }
        }

        @Test func `a policy put into the node's folder is in force at once, and none older is`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                let folder = try world.directory("sos-alarm").region
                let later = world.region.now.adding(seconds: 1)
                #expect(try await !sos.rereadRegion())
                #expect(try await sos.send(.notice()).denied.isEmpty)
                try folder.writePolicy(of: world.region, version: 2, at: later) {
                    $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                }
                #expect(try await sos.rereadRegion())
                let gates = try await sos.send(.notice()).denied.flatMap(\.gates).map(\.id)
                #expect(gates == ["secrecy.ground"])
                #expect(try await !sos.rereadRegion())
                try folder.writePolicy(of: world.region, version: 1, at: later)
                #expect(try await !sos.rereadRegion())
                #expect(try await !sos.send(.notice()).denied.isEmpty)
            }
        }

        @Test func `a policy too old for a level denies that level, and says where a newer one is`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                let folder = try world.directory("sos-alarm").region
                var open = SendOrder.notice()
                (open.level, open.ground) = ("oppen", nil)
                // Sekretess may be sealed for seven days, what is open for thirty.
                world.relay.clock.advance(seconds: 7 * 86_400)
                #expect(try await sos.send(.notice()).denied.isEmpty)
                world.relay.clock.advance(seconds: 1)
                let gate = try #require(try await sos.send(.notice()).denied.first?.gates.first)
                #expect(gate.id == "policy.fresh")
                #expect(gate.sv.contains("budkavle node sync"))
                #expect(gate.en.contains("region/Policies of the node"))
                #expect(try await sos.send(open).denied.isEmpty)
                try folder.writePolicy(of: world.region, version: 2, at: world.relay.clock.now)
                #expect(try await sos.rereadRegion())
                #expect(try await sos.send(.notice()).denied.isEmpty)
            }
        }
    }
}
