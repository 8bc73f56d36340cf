import Carriers
import Foundation
import Identity
import RelaySupport
@testable import Relay
import Testing

extension RelayTests {
    /// How much of attachments a relay keeps, and for how long.
    struct BlobRoomTests {
        @Test func `a message that names more than this relay takes is refused`() async throws {
            var limits = RelayLimits()
            limits.blobMaxBytes = 200_000
            try await withRelay(limits: limits) { relay in
                try await relay.accept(BlobFixture(200_000).message, from: BlobFixture.sender)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    #expect(
                        try await client.submit(BlobFixture(200_001).message)
                            == .refused(Problem(.tooLarge, limit: .init("blobMaxBytes", 200_000))))
                }
            }
        }

        @Test func `an actor's attachments have their room, and others have theirs`() async throws {
            var limits = RelayLimits()
            limits.actorBlobsMaxBytes = 400_000
            let fixtures = try (0..<3).map { try BlobFixture(seed: UInt8($0)) }
            try await withRelay(limits: limits) { relay in
                for fixture in fixtures { try await relay.keep(fixture, whole: false) }
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    // Room is taken for the whole when the first byte comes.
                    for fixture in fixtures.prefix(2) {
                        _ = try await client.upload(
                            fixture.piece(0..<1), of: fixture.address, at: 0, bytes: fixture.bytes)
                    }
                    let last = fixtures[2]
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(of: last.address, bytes: last.bytes)
                        }
                            == Problem(
                                .storeFull, recipient: BlobFixture.sender,
                                limit: .init("actorBlobsMaxBytes", 400_000), retryAfterSeconds: 60))
                    for fixture in fixtures.prefix(2) { try await fixture.upload(over: client) }
                }
            }
        }

        @Test func `attachments leave the disk room for messages`() async throws {
            var limits = RelayLimits()
            limits.blobsDiskFreeMinBytes = 1 << 60
            let fixture = try BlobFixture()
            try await withRelay(limits: limits) { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client in
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(
                                of: fixture.address, bytes: fixture.bytes)
                        }
                            == Problem(
                                .storeFull, limit: .init("blobsDiskFreeMinBytes", 1 << 60),
                                retryAfterSeconds: 60))
                }
            }
        }

        // MARK: Ends

        @Test func `blobs go with their message, whole or not`() async throws {
            let (whole, half) = (try BlobFixture(), try BlobFixture(seed: 2))
            try await withRelay { relay in
                try await relay.keep(whole)
                try await relay.keep(half, whole: false)
                let server = try relay.server(limits: RelayLimits())
                try await server.services.blobs.takeOver(from: relay.store)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    _ = try await client.upload(
                        half.piece(0..<9), of: half.address, at: 0, bytes: half.bytes)
                    #expect(try relay.blobs.listing().sum(whole: false).bytes == 9)
                    try await server.services.blobs.takeOver(from: relay.store)
                    let janitor = Janitor(services: server.services)
                    relay.clock.advance(seconds: 3_599)
                    await janitor.sweep()
                    #expect(try relay.blobs.listing().blobs.count == 2)
                    relay.clock.advance(seconds: 1)
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(of: half.address, bytes: half.bytes)
                        } == Problem(.expired))
                    await janitor.sweep()
                    #expect(try relay.blobs.listing().blobs.isEmpty)
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(of: half.address, bytes: half.bytes)
                        } == Problem(.notFound))
                }
            }
        }

        @Test func `at its start a relay removes what no message names`() async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture)
                let stranger = try BlobFixture(seed: 3)
                let stray = relay.file(of: stranger.address)
                try FileManager.default.createDirectory(
                    at: stray.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data([1]).write(to: stray)
                let server = try relay.server(limits: RelayLimits())
                try await server.services.blobs.takeOver(from: relay.store)
                #expect(try relay.blobs.listing().blobs.map(\.blob) == [fixture.address])
            }
        }
    }
}
