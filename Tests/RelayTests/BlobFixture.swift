import Carriers
import Envelopes
import Foundation
import Identity
import Primitives
import RelaySupport
@testable import Relay
import Testing

/// A message with one attachment, and the blob itself.
struct BlobFixture {
    let blob: [UInt8]
    let message: [UInt8]
    let address: BlobAddress

    static let recipient = "kommun-solna"
    static let sender = "sos-alarm"

    init(_ size: Int = 200_000, seed: UInt8 = 1, message: TestMessage = TestMessage()) throws {
        blob = (0..<size).map { UInt8(truncatingIfNeeded: ($0 &* 31 &+ $0 >> 8) &+ Int(seed)) }
        var message = message
        message.attachments = [
            AttachmentReference(digest: Hashing.sha256(blob), bytes: UInt64(size))
        ]
        self.message = try message.framed([seed])
        address = BlobAddress(
            message: try self.message.messageID(), digest: Hashing.sha256(blob))
    }

    var bytes: UInt64 { UInt64(blob.count) }

    /// The same blob, asked for by another name.
    func other(message: MessageID? = nil, digest: Digest? = nil) -> BlobAddress {
        BlobAddress(message: message ?? address.message, digest: digest ?? address.digest)
    }

    func piece(_ range: Range<Int>) -> [UInt8] { Array(blob[range]) }

    /// Hands the whole in, in pieces.
    func upload(over client: RelayClient, pieceBytes: Int = 70_000) async throws {
        var state = try await client.uploadState(of: address, bytes: bytes)
        while case .partial(let offset) = state {
            let start = Int(offset)
            state = try await client.upload(
                piece(start..<min(start + pieceBytes, blob.count)), of: address, at: offset,
                bytes: bytes)
        }
    }

    /// Everything a recipient gets, in pieces.
    func fetch(over client: RelayClient, pieceBytes: Int = 70_000) async throws -> [UInt8] {
        var found: [UInt8] = []
        while found.count < blob.count {
            found += try await client.piece(
                of: address, at: UInt64(found.count), count: pieceBytes, bytes: bytes)
        }
        return found
    }
}

extension RelayFixture {
    /// A relay that has the message and, when `whole`, its blob.
    func keep(_ fixture: BlobFixture, whole: Bool = true) async throws {
        try await accept(fixture.message, from: BlobFixture.sender)
        guard whole else { return }
        try await withClient(client(BlobFixture.sender)) { client async throws in
            try await fixture.upload(over: client)
        }
    }

    func file(of address: BlobAddress) -> URL { URL(filePath: blobs.file(of: address)) }
}
