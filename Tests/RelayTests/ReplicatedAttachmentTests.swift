import Carriers
import Foundation
import Identity
import Labels
import Ledger
import RegionSupport
@testable import Relay
import RelaySupport
import Testing

extension RelayTests {
    /// Attachments follow their messages from relay to relay, over TLS.
    struct ReplicatedAttachmentTests {
        @Test func `an attachment follows its message, and recipients get it at either relay`()
            async throws
        {
            let fixture = try BlobFixture(1_500_000)
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                try await first.fixture.keep(fixture)
                try await second.follow(first)
                #expect(!second.fixture.blobs.isWhole(fixture.address))
                try await second.fetchAttachments(from: first)
                #expect(second.fixture.blobs.isWhole(fixture.address))
                #expect(second.services.blobs.awaited.all.isEmpty)
                try await withClient(second.fixture.client(BlobFixture.recipient)) {
                    client async throws in
                    #expect(try await fixture.fetch(over: client) == fixture.blob)
                }
                let facts = try await second.records()
                let attached = facts.filter { $0.event == .attached }
                #expect(attached.map(\.blob) == [fixture.address.digest])
                #expect(attached.map(\.detail) == ["replicated from relay-1"])
                #expect(attached.map(\.node) == [nil])
            }
        }

        @Test func `after a restart it goes on where it was`() async throws {
            let fixture = try BlobFixture(1_500_000)
            try await inFolder { folder in
                let first = try await FollowingRelay.started(
                    "relay-1", in: folder.appending(path: "one"))
                let place = folder.appending(path: "two")
                let before = try await FollowingRelay.started("relay-2", in: place)
                try await first.fixture.keep(fixture)
                try await before.follow(first)
                try await before.fetchAttachments(from: first, piecesMax: 1)
                try await before.stop()
                let after = try await FollowingRelay.started("relay-2", in: place)
                let come = try after.fixture.blobs.listing().sum(whole: false)
                #expect(come.count == 1 && come.bytes == 512 * 1024)
                try await after.fetchAttachments(from: first)
                #expect(after.fixture.blobs.isWhole(fixture.address))
                try await after.stop()
                try await first.stop()
            }
        }

        @Test func `what the sender is still handing in is waited for`() async throws {
            let fixture = try BlobFixture()
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                try await first.fixture.keep(fixture, whole: false)
                try await second.follow(first)
                try await second.fetchAttachments(from: first)
                #expect(second.services.blobs.awaited.all.count == 1)
                try await withClient(first.fixture.client(BlobFixture.sender)) {
                    client async throws in try await fixture.upload(over: client)
                }
                try await second.fetchAttachments(from: first)
                #expect(second.fixture.blobs.isWhole(fixture.address))
            }
        }

        @Test func `what is not as the message names it is thrown away, and comes from elsewhere`()
            async throws
        {
            let fixture = try BlobFixture()
            try await withThreeRelays { relays in
                try await relays[0].fixture.keep(fixture)
                for relay in relays.dropFirst() { try await relay.follow(relays[0]) }
                try await relays[1].fetchAttachments(from: relays[0])
                // Its disk has gone bad since.
                let file = relays[0].fixture.file(of: fixture.address)
                var bytes = try Data(contentsOf: file)
                bytes[100_000] ^= 1
                try bytes.write(to: file)
                try await relays[2].fetchAttachments(from: relays[0])
                #expect(try relays[2].fixture.blobs.listing().blobs.isEmpty)
                #expect(relays[2].services.blobs.awaited.all.count == 1)
                try await relays[2].fetchAttachments(from: relays[1])
                #expect(relays[2].fixture.blobs.isWhole(fixture.address))
            }
        }

        @Test func `while one relay gives it no other is asked`() async throws {
            let fixture = try BlobFixture(1_500_000)
            try await withThreeRelays { relays in
                try await relays[0].fixture.keep(fixture)
                for relay in relays.dropFirst() { try await relay.follow(relays[0]) }
                try await relays[1].fetchAttachments(from: relays[0])
                let awaited = relays[2].services.blobs.awaited
                let blob = try #require(awaited.all.values.first)
                #expect(awaited.claim(blob, from: relays[0].id))
                try await relays[2].fetchAttachments(from: relays[1])
                #expect(try relays[2].fixture.blobs.listing().sum(whole: false).bytes == 0)
                awaited.release(blob, from: relays[0].id)
                try await relays[2].fetchAttachments(from: relays[1])
                #expect(relays[2].fixture.blobs.isWhole(fixture.address))
            }
        }

        @Test func `who may not have the message gets nothing of it, relays included`()
            async throws
        {
            let fixture = try BlobFixture()
            let region = TestRegion.shared
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                try await first.fixture.keep(fixture)
                try await second.follow(first)
                // The ground the message names is no longer recorded.
                try first.fixture.directory.writePolicy(of: region, version: 2, at: region.now) {
                    $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                }
                first.fixture.reload()
                try await second.fetchAttachments(from: first)
                #expect(try second.fixture.blobs.listing().sum(whole: false).bytes == 0)
                try first.fixture.directory.writePolicy(of: region, version: 3, at: region.now)
                first.fixture.reload()
                first.services.peers.cutOff(second.id, since: region.now)
                try await second.fetchAttachments(from: first)
                #expect(try second.fixture.blobs.listing().sum(whole: false).bytes == 0)
                first.services.peers.readmitted(second.id)
                try await second.fetchAttachments(from: first)
                #expect(second.fixture.blobs.isWhole(fixture.address))
            }
        }

        @Test func `what finds no room comes when there is room`() async throws {
            let fixture = try BlobFixture()
            var limits = RelayLimits()
            limits.actorBlobsMaxBytes = 200_000
            let other = try BlobFixture(100, seed: 2)
            try await inFolder { folder in
                let first = try await FollowingRelay.started(
                    "relay-1", in: folder.appending(path: "one"))
                let second = try await FollowingRelay.started(
                    "relay-2", in: folder.appending(path: "two"), limits: limits)
                try await second.fixture.keep(other)
                try await first.fixture.keep(fixture)
                try await second.follow(first)
                try await second.fetchAttachments(from: first)
                // The message is there, and so is the place of what has not come.
                #expect(try await second.messages(of: BlobFixture.recipient).count == 2)
                let coming = try second.fixture.blobs.listing().sum(whole: false)
                #expect(coming.count == 1 && coming.bytes == 0)
                second.services.blobs.book.forget(other.address.message)
                try await second.fetchAttachments(from: first)
                #expect(second.fixture.blobs.isWhole(fixture.address))
                try await second.stop()
                try await first.stop()
            }
        }

        @Test func `what nobody brought goes with its message`() async throws {
            let fixture = try BlobFixture()
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                try await first.fixture.keep(fixture, whole: false)
                try await second.follow(first)
                let janitor = Janitor(services: second.services)
                second.fixture.clock.advance(seconds: 3_599)
                await janitor.sweep()
                #expect(try second.fixture.blobs.listing().blobs.count == 1)
                second.fixture.clock.advance(seconds: 1)
                await janitor.sweep()
                #expect(try second.fixture.blobs.listing().blobs.isEmpty)
                #expect(second.services.blobs.awaited.all.isEmpty)
            }
        }
    }
}
