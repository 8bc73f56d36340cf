import AsyncHTTPClient
@testable import Carriers
import Envelopes
import Foundation
import Identity
import Ledger
import NIOCore
import NIOHTTP1
import Primitives
import RegionSupport
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// Handing attachments in: whose, which, and how far.
    struct BlobUploadTests {
        private let region = TestRegion.shared

        @Test func `a blob comes in pieces, and counts when it is whole and compared`() async throws
        {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    let (address, bytes) = (fixture.address, fixture.bytes)
                    #expect(
                        try await client.uploadState(of: address, bytes: bytes)
                            == .partial(bytes: 0))
                    #expect(
                        try await client.upload(
                            fixture.piece(0..<150_000), of: address, at: 0, bytes: bytes)
                            == .partial(bytes: 150_000))
                    #expect(
                        !FileManager.default.fileExists(
                            atPath: relay.file(of: address).path(percentEncoded: false)))
                    #expect(
                        try await client.uploadState(of: address, bytes: bytes)
                            == .partial(bytes: 150_000))
                    #expect(
                        try await client.upload(
                            fixture.piece(150_000..<200_000), of: address, at: 150_000,
                            bytes: bytes) == .complete)
                    #expect(try Array(Data(contentsOf: relay.file(of: address))) == fixture.blob)
                    // Again is harmless.
                    #expect(try await client.uploadState(of: address, bytes: bytes) == .complete)
                    #expect(
                        try await client.upload(
                            fixture.piece(0..<10), of: address, at: 0, bytes: bytes) == .complete)
                }
                let size = try await relay.store.treeHead().size
                let facts = try await relay.store.records(0..<size).compactMap {
                    try $0.disclosure.map { try LedgerFacts(parsing: $0.facts) }
                }
                let attached = facts.filter { $0.event == .attached }
                #expect(attached.count == 1)
                #expect(attached.first?.blob == fixture.address.digest)
                #expect(attached.first?.message == fixture.address.message)
                #expect(attached.first?.expires == region.now.adding(seconds: 3_600))
            }
        }

        @Test func `one request may bring the whole`() async throws {
            let fixture = try BlobFixture(300_000)
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    let answer = try await put(fixture.blob, fixture, client, range: nil)
                    #expect(answer.status == 201)
                    #expect(relay.blobs.isWhole(fixture.address))
                }
            }
        }

        @Test(arguments: [
            "kommun-solna", "region-stockholm", "lansstyrelsen-stockholm",
        ])
        func `nobody but the sender's actor hands anything in, and none learns what is there`(
            _ caller: String
        ) async throws {
            let (kept, missing) = (try BlobFixture(), try BlobFixture(seed: 2))
            try await withRelay { relay in
                try await relay.keep(kept)
                try await withClient(relay.client(caller)) { client in
                    for fixture in [kept, missing] {
                        #expect(
                            await refusal {
                                _ = try await client.uploadState(
                                    of: fixture.address, bytes: fixture.bytes)
                            } == Problem(.notFound))
                        #expect(
                            await refusal {
                                _ = try await client.upload(
                                    fixture.piece(0..<10), of: fixture.address, at: 0,
                                    bytes: fixture.bytes)
                            } == Problem(.notFound))
                    }
                }
                try await withClient(relay.client(region.relays[1].machine.identity())) { client in
                    #expect(
                        await refusal {
                            _ = try await client.uploadState(of: kept.address, bytes: kept.bytes)
                        } == Problem(.notYours))
                }
            }
        }

        @Test func `only what a stored message names is taken, in the size it says`() async throws {
            let (fixture, unknown) = (try BlobFixture(), try BlobFixture(seed: 2))
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client in
                    let others = [
                        unknown.address, fixture.other(digest: unknown.address.digest),
                        fixture.other(message: unknown.address.message),
                    ]
                    for address in others {
                        #expect(
                            await refusal {
                                _ = try await client.uploadState(of: address, bytes: fixture.bytes)
                            } == Problem(.notFound))
                    }
                    for bytes in [fixture.bytes - 1, fixture.bytes + 1] {
                        #expect(
                            await refusal {
                                _ = try await client.uploadState(of: fixture.address, bytes: bytes)
                            } == Problem(.requestInvalid, defect: "contentRange"))
                        #expect(
                            await refusal {
                                _ = try await client.upload(
                                    fixture.piece(0..<10), of: fixture.address, at: 0,
                                    bytes: bytes)
                            } == Problem(.requestInvalid, defect: "contentRange"))
                    }
                }
                #expect(try relay.blobs.listing().blobs.isEmpty)
            }
        }

        @Test func `a piece begins where the relay's ends`() async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client in
                    _ = try await client.upload(
                        fixture.piece(0..<1_000), of: fixture.address, at: 0, bytes: fixture.bytes)
                    for start in [0, 999, 1_001] {
                        #expect(
                            await refusal {
                                _ = try await client.upload(
                                    fixture.piece(start..<start + 10), of: fixture.address,
                                    at: UInt64(start), bytes: fixture.bytes)
                            } == Problem(.offsetWrong))
                    }
                    #expect(
                        try await client.uploadState(of: fixture.address, bytes: fixture.bytes)
                            == .partial(bytes: 1_000))
                }
            }
        }

        @Test(arguments: [-1, 1])
        func `a body of another length than its range is refused`(_ more: Int) async throws {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    let answer = try await put(
                        fixture.piece(0..<1_000 + more), fixture, client,
                        range: "bytes 0-999/\(fixture.bytes)")
                    #expect(try answer.problem() == Problem(.requestInvalid, defect: "length"))
                    try await fixture.upload(over: client)
                    #expect(relay.blobs.isWhole(fixture.address))
                }
            }
        }

        @Test func `another blob of the same size is thrown away, and the right one still comes`()
            async throws
        {
            let fixture = try BlobFixture()
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    var wrong = fixture.blob
                    wrong[100_000] ^= 1
                    #expect(
                        await refusal {
                            _ = try await client.upload(
                                wrong, of: fixture.address, at: 0, bytes: fixture.bytes)
                        } == Problem(.blobInvalid))
                    #expect(
                        try await client.uploadState(of: fixture.address, bytes: fixture.bytes)
                            == .partial(bytes: 0))
                    try await fixture.upload(over: client)
                    #expect(relay.blobs.isWhole(fixture.address))
                }
            }
        }

        @Test func `what came before a connection broke is not sent again`() async throws {
            let fixture = try BlobFixture(3_000_000)
            try await withRelay { relay in
                try await relay.keep(fixture, whole: false)
                try await withClient(relay.client(BlobFixture.sender)) { client in
                    var request = HTTPClientRequest(url: client.address + fixture.address.path)
                    request.method = .PUT
                    request.headers.add(
                        name: "Content-Range", value: "bytes 0-2999999/\(fixture.bytes)")
                    request.body = .stream(
                        BrokenStream(bytes: fixture.piece(0..<1_000_000)),
                        length: .known(Int64(fixture.bytes)))
                    await #expect(throws: CarrierError.self) {
                        _ = try await client.send(request, over: .blobs, timeoutSeconds: 30)
                    }
                }
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    var come: UInt64 = 0
                    try await eventually("the relay has let go of it") {
                        do {
                            let state = try await client.uploadState(
                                of: fixture.address, bytes: fixture.bytes)
                            if case .partial(let bytes) = state { come = bytes }
                            return come > 0
                        } catch CarrierError.refused(let problem) where problem.isTransient {
                            return false
                        }
                    }
                    #expect(come > 0 && come <= 1_000_000)
                    try await fixture.upload(over: client, pieceBytes: 1_000_000)
                    #expect(relay.blobs.isWhole(fixture.address))
                }
            }
        }

        @Test(arguments: [
            "/v1/blobs/x", "/v1/blobs/..%2f..%2fetc%2fpasswd",
            "/v1/blobs/" + String(repeating: "A", count: 64),
            "/v1/blobs/" + String(repeating: "0", count: 63),
        ])
        func `a path that is no digest leads nowhere`(_ path: String) async throws {
            try await withRelay { relay in
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    let message = String(repeating: "0", count: 64)
                    #expect(try await status(of: client, path + "?message=" + message) == 404)
                }
            }
        }

        @Test(arguments: [
            "", "?message=", "?message=../../x", "?message=" + String(repeating: "0", count: 65),
        ])
        func `a blob is asked for by its message`(_ query: String) async throws {
            try await withRelay { relay in
                try await withClient(relay.client(BlobFixture.sender)) { client async throws in
                    let path = "/v1/blobs/" + String(repeating: "0", count: 64)
                    #expect(try await status(of: client, path + query) == 400)
                }
            }
        }

        // MARK: By hand

        private func put(
            _ body: [UInt8], _ fixture: BlobFixture, _ client: RelayClient, range: String?
        ) async throws -> RelayClient.Answer {
            var request = HTTPClientRequest(url: client.address + fixture.address.path)
            request.method = .PUT
            if let range { request.headers.add(name: "Content-Range", value: range) }
            request.body = .bytes(ByteBuffer(bytes: body))
            return try await client.send(request, over: .blobs, timeoutSeconds: 30)
        }
    }
}

/// Gives its bytes and breaks.
private struct BrokenStream: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let bytes: [UInt8]

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<UInt8>

        mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { throw Broken() }
            let piece = rest.prefix(16_384)
            rest = rest.dropFirst(piece.count)
            return ByteBuffer(bytes: piece)
        }
    }

    struct Broken: Error {}

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...]) }
}
