import Identity
import Labels
import RegionSupport
import Primitives
import Registry
import Testing

struct TestRegionTests {
    let region = TestRegion.shared

    @Test(arguments: Level.allCases, StatusKind.allCases)
    func `every actor has a usable key per level and status`(
        _ level: Level, _ status: StatusKind
    ) throws {
        let view = region.view()
        for actor in region.actors {
            let key = try #require(
                view.usableKey(of: actor.id, .signing, level: level, status: status))
            #expect(try key.key == .signing(actor.signing(level, status).publicKey))
            let wrapping = view.usableKey(of: actor.id, .wrapping, level: level, status: status)
            #expect((wrapping == nil) == (level == .open))
            let second = view.usableKey(
                of: actor.id, .postQuantumSigning, level: level, status: status)
            #expect((second == nil) == (level < .confidential))
        }
    }

    @Test func `nodes and relays are found by their certificates`() throws {
        let view = region.view()
        for actor in region.actors {
            let record = try #require(view.actor(actor.id)?.nodes[actor.node.id])
            #expect(view.node(fingerprint: record.fingerprint) == record)
            #expect(record.certificate == actor.node.machine.certificate)
        }
        for relay in region.relays {
            let record = try #require(view.relays[relay.id])
            #expect(view.relay(fingerprint: record.fingerprint) == record)
            #expect(view.node(fingerprint: record.fingerprint) == nil)
        }
    }
}
