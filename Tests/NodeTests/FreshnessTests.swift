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
    }
}
