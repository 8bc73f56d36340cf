import Carriers
import Envelopes
import Foundation
import Handover
import Identity
import Notes
import RegionSupport
import Registry
import Relay
import RelaySupport
import Testing

extension RelayTests {
    /// Clocks that differ, and files that were never finished.
    struct HardshipTests {
        private let region = TestRegion.shared

        @Test func `a message made five minutes ahead is taken, and not one a second more`()
            async throws
        {
            try await withRelay { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    var message = TestMessage()
                    message.aheadSeconds = EnvelopeLimits.clockSkewMaxSeconds
                    #expect(try await client.submit(message.framed()).isAccepted)
                    message.aheadSeconds += 1
                    guard case .refused(let problem) = try await client.submit(message.framed())
                    else {
                        Issue.record("taken")
                        return
                    }
                    #expect(problem.kind == .envelopeInvalid)
                }
            }
        }

        @Test
        func `a note of the region that is half written changes nothing, and whole it counts`()
            async throws
        {
            try await withRelay { relay in
                let solna = try region.actor("kommun-solna")
                let note = try region.actorNote(
                    of: solna, after: region.registry,
                    [.revokePerson(PersonID("person-2"), Revocation(at: region.now))])
                let longer = try region.registry.appending(note)
                let file = relay.directory.keys.appending(
                    path: RegistryFiles.path(of: solna.id, longer.chain(of: solna.id).count - 1))
                let head = relay.keeper.material.region.registry.head
                try relay.directory.write(
                    Array(note.encoded.prefix(note.encoded.count / 2)), to: file)
                relay.reload()
                #expect(relay.keeper.material.region.registry.head == head)
                try relay.directory.write(note.encoded, to: file)
                relay.reload()
                #expect(relay.keeper.material.region.registry.head == longer.head)
            }
        }
    }
}
