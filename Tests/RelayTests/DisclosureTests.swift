@testable import Carriers
import AsyncHTTPClient
import Foundation
import Identity
import Ledger
import Notes
import NIOCore
import NIOHTTP1
import RegionSupport
import RelaySupport
@testable import Relay
import StorageSQLite
import Testing

extension RelayTests {
    /// Who asks about what is not its own learns nothing: not whether it is there, nor why not.
    ///
    /// *Unknown* is nowhere, *foreign* is there for others, *forbidden* is there for the caller and
    /// policy now says no. Answers are compared byte for byte, with every header but the date.
    struct DisclosureTests {
        private let region = TestRegion.shared

        /// An answer as whoever watches the wire has it.
        private struct Seen: Hashable {
            let status: Int
            let headers: [String]
            let body: [UInt8]

            init(_ answer: RelayClient.Answer) {
                status = answer.status
                headers = answer.headers.map { "\($0.name.lowercased()): \($0.value)" }
                    .filter { !$0.hasPrefix("date:") }.sorted()
                body = answer.body
            }
        }

        @Test func `a blob that is unknown, foreign or forbidden is answered byte for byte alike`()
            async throws
        {
            let foreign = try BlobFixture(
                message: TestMessage(recipients: ["lansstyrelsen-stockholm"]))
            let (own, unknown) = (try BlobFixture(seed: 2), try BlobFixture(seed: 3))
            try await withRelay { relay in
                try await relay.keep(foreign)
                try await relay.keep(own)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    #expect(try await client.get(own.address.path).status == 200)
                    try forbid(relay)
                    let addresses = [
                        unknown.address, foreign.address, own.address,
                        own.other(digest: unknown.address.digest),
                        own.other(message: foreign.address.message),
                    ]
                    var seen: Set<Seen> = []
                    for address in addresses {
                        seen.insert(Seen(try await client.get(address.path)))
                    }
                    #expect(seen.count == 1 && seen.first?.status == 404)
                }
            }
        }

        @Test func `a blob is handed in for one's own messages alone, and no other is there`()
            async throws
        {
            let (foreign, unknown) = (try BlobFixture(), try BlobFixture(seed: 3))
            try await withRelay { relay in
                try await relay.keep(foreign, whole: false)
                try await withClient(relay.client(BlobFixture.recipient)) { client async throws in
                    var seen: Set<Seen> = []
                    for address in [unknown.address, foreign.address] {
                        seen.insert(Seen(try await put([1, 2, 3], at: address, client)))
                    }
                    #expect(seen.count == 1 && seen.first?.status == 404)
                }
            }
        }

        @Test(arguments: [false, true])
        func `a receipt for a message that is unknown or foreign is answered byte for byte alike`(
            _ isSealed: Bool
        ) async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await relay.accept(message, from: "sos-alarm")
                let ids = [
                    try message.messageID(), try TestMessage().framed([9]).messageID(),
                ]
                try await withClient(relay.client("lansstyrelsen-stockholm")) {
                    client async throws in
                    var seen: Set<Seen> = []
                    for id in ids {
                        let frame: ReceiptFrame =
                            try isSealed ? .sealed(message: id, blob: [1]) : delivered(id)
                        let answer = try await client.post(
                            RelayProtocol.Path.receipts,
                            mediaType: RelayProtocol.MediaType.receipts,
                            body: ReceiptFrame.encode([frame]))
                        seen.insert(Seen(answer))
                    }
                    #expect(seen.count == 1 && seen.first?.status == 204)
                }
                // Alike too in what comes of it: nothing.
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
            }
        }

        /// The ground the messages name is no longer recorded.
        private func forbid(_ relay: RelayFixture) throws {
            try relay.directory.writePolicy(of: region, version: 2, at: region.now) {
                $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
            }
            relay.reload()
        }

        private func put(
            _ bytes: [UInt8], at address: BlobAddress, _ client: RelayClient
        ) async throws -> RelayClient.Answer {
            var request = HTTPClientRequest(url: client.address + address.path)
            request.method = .PUT
            request.headers.add(name: "Content-Type", value: RelayProtocol.MediaType.blob)
            request.body = .bytes(ByteBuffer(bytes: bytes))
            return try await client.send(request, over: .blobs, timeoutSeconds: 30)
        }

        private func delivered(_ id: MessageID) throws -> ReceiptFrame {
            let actor = try region.actor("lansstyrelsen-stockholm")
            let receipt = try Receipt(
                .delivered, of: [ReceiptItem(id)], issuer: .node(actor.node.id, of: actor.id),
                at: region.now)
            return .delivered(note: try receipt.signed(by: actor.node.receiptSigner).encoded)
        }
    }
}
