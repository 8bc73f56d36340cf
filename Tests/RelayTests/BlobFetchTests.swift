@testable import Carriers
import AsyncHTTPClient
import Envelopes
import Foundation
import Identity
import Labels
import NIOHTTP1
import Primitives
import RegionSupport
import Registry
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import Testing

extension RelayTests {
    /// Reading attachments: who may, and which part.
    struct BlobFetchTests {
        private let region = TestRegion.shared

        @Test func `every recipient gets it in pieces, byte for byte`() async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture)
                for name in TestMessage().recipients {
                    try await withClient(relay.client(name)) { client async throws in
                        #expect(try await fixture.fetch(over: client) == fixture.blob)
                    }
                }
            }
        }

        @Test func `an open message's attachment is for its audience`() async throws {
            let message = TestMessage(level: .open, ground: nil)
            let fixture = try BlobFixture(message: message)
            try await withRelay { relay in
                try await relay.keep(fixture)
                for name in ["kommun-solna", "lansstyrelsen-stockholm"] {
                    try await withClient(relay.client(name)) { client async throws in
                        #expect(try await fixture.fetch(over: client) == fixture.blob)
                    }
                }
            }
        }

        @Test func `whatever stands in the way, the answer is the same`() async throws {
            let (whole, half) = (try BlobFixture(), try BlobFixture(seed: 2))
            let never = try BlobFixture(seed: 3)
            try await withRelay { relay in
                try await relay.keep(whole)
                try await relay.keep(half, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    _ = try await client.upload(
                        half.piece(0..<199_999), of: half.address, at: 0, bytes: half.bytes)
                }
                let absent = [
                    half.address, never.address, whole.other(digest: never.address.digest),
                    whole.other(message: half.address.message),
                ]
                for (caller, addresses) in [
                    (BlobFixture.recipient, absent),
                    ("lansstyrelsen-stockholm", absent + [whole.address]),
                    (BlobFixture.sender, absent + [whole.address]),
                ] {
                    try await withClient(relay.client(caller)) { client async throws in
                        for address in addresses {
                            let answer = try await client.get(address.path)
                            #expect(try answer.problem() == Problem(.notFound), "\(caller)")
                        }
                    }
                }
            }
        }

        @Test func `policy is asked on every fetch, as at delivery`() async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    #expect(try await first(fixture, client).count == 10)
                    // The ground the message names is no longer recorded.
                    try relay.directory.writePolicy(of: region, version: 2, at: region.now) {
                        $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                    }
                    relay.reload()
                    #expect(
                        await refusal { _ = try await first(fixture, client) }
                            == Problem(.notFound))
                    try relay.directory.writePolicy(of: region, version: 3, at: region.now)
                    relay.reload()
                    #expect(try await first(fixture, client).count == 10)
                }
            }
        }

        @Test func `under a key revoked since nothing is handed in or out`() async throws {
            let (whole, half) = (try BlobFixture(), try BlobFixture(seed: 2))
            try await withRelay { relay in
                try await relay.keep(whole)
                try await relay.keep(half, whole: false)
                let sos = try region.actor(BlobFixture.sender)
                let key = try sos.signing(.secrecy, .actual).publicKey.id
                let note = try region.actorNote(
                    of: sos, after: region.registry, [.revokeKey(key, Revocation(at: region.now))])
                try relay.directory.write(region.registry.appending(note))
                relay.reload()
                try await withClient(relay.client(BlobFixture.recipient)) { client in
                    #expect(
                        await refusal { _ = try await first(whole, client) } == Problem(.notFound))
                }
                try await withClient(relay.client(BlobFixture.sender)) { client in
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(of: half.address, bytes: half.bytes)
                        } == Problem(.envelopeInvalid, defect: "keyMisused"))
                }
            }
        }

        @Test func `nothing is handed out from the message's expiry on`() async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    relay.clock.advance(seconds: 3_599)
                    #expect(try await first(fixture, client).count == 10)
                    relay.clock.advance(seconds: 1)
                    #expect(
                        await refusal { _ = try await first(fixture, client) }
                            == Problem(.notFound))
                }
            }
        }

        @Test(arguments: [
            ("bytes=0-9", 206, 10), ("bytes=199990-", 206, 10), ("bytes=-10", 206, 10),
            ("bytes=0-999999999", 206, 200_000), ("bytes=200000-", 416, nil),
            ("bytes=-0", 416, nil), ("bytes=9-0", 400, nil), ("bytes=0-1,5-6", 400, nil),
            ("bytes=x-", 400, nil), ("items=0-1", 400, nil),
            ("bytes=0-18446744073709551615", 400, nil),
        ])
        func `a range is given, or refused for what it is`(
            _ range: String, _ status: Int, _ count: Int?
        ) async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    var request = HTTPClientRequest(url: client.address + fixture.address.path)
                    request.headers.add(name: "Range", value: range)
                    let answer = try await client.send(request, over: .blobs, timeoutSeconds: 30)
                    #expect(answer.status == status)
                    if let count { #expect(answer.body.count == count) }
                    if status == 416 { #expect(try answer.problem() == Problem(.rangeInvalid)) }
                }
            }
        }

        @Test func `without a range the whole comes`() async throws {
            let fixture = try BlobFixture(1_500_000)
            try await withRelay { relay in
                try await relay.keep(fixture)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    let answer = try await client.get(fixture.address.path)
                    #expect(answer.status == 200 && answer.body == fixture.blob)
                }
            }
        }

        // MARK: fsck

        @Test func `blobs are held to the messages that name them, and to the ledger`() async throws
        {
            let (whole, lost) = (try BlobFixture(), try BlobFixture(seed: 2))
            try await withRelay { relay in
                try await relay.keep(whole)
                try await relay.keep(lost)
                #expect(try check(relay) == [])
                var bytes = try Data(contentsOf: relay.file(of: whole.address))
                bytes[5] ^= 1
                try bytes.write(to: relay.file(of: whole.address))
                try FileManager.default.removeItem(at: relay.file(of: lost.address))
                let stray = relay.file(of: whole.other(digest: lost.address.digest))
                try Data([1]).write(to: stray)
                let folder = URL(filePath: relay.blobs.path)
                try Data([1]).write(to: folder.appending(path: "readme"))
                let name = whole.address.message.hex + "/" + lost.address.digest.hex
                let found = try check(relay)
                #expect(
                    Set(found.map(\.code)) == ["blob-wrong", "blob-stray", "blob-lost"])
                #expect(found.count == 4)
                #expect(
                    found.contains(
                        .blobWrong(message: whole.address.message, blob: whole.address.digest)))
                #expect(
                    found.contains(.blobStray(name: name))
                        && found.contains(.blobStray(name: "readme")))
            }
        }

        private func check(_ relay: RelayFixture) throws -> [StoreFinding] {
            let view = region.view()
            let key = try #require(view.relay(RelayID(RelayFixture.relayName))?.receiptKey)
            let blobs = try relay.blobs.listing()
            return try StoreInspection(path: relay.storeFile.path(percentEncoded: false))
                .withSnapshot { snapshot in
                    StoreCheck(registry: view, key: key, now: region.now)
                        .run(on: snapshot, blobs: blobs).findings
                }
        }

        private func first(_ fixture: BlobFixture, _ client: RelayClient) async throws -> [UInt8] {
            try await client.piece(of: fixture.address, at: 0, count: 10, bytes: fixture.bytes)
        }
    }
}
