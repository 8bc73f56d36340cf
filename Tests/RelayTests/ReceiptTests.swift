import Storage
import Carriers
import Identity
import Ledger
import Notes
import RegionSupport
import RelaySupport
@testable import Relay
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// Receipts find their way to the originator, and nobody else's do.
    struct ReceiptTests {
        private let region = TestRegion.shared

        private func delivered(
            _ messages: [MessageID], by actor: String, kind: ReceiptKind = .delivered
        ) throws -> ReceiptFrame {
            let actor = try region.actor(actor)
            let receipt = try Receipt(
                kind, of: messages.map { ReceiptItem($0) },
                issuer: .node(actor.node.id, of: actor.id),
                at: region.now)
            return .delivered(note: try receipt.signed(by: actor.node.receiptSigner).encoded)
        }

        @Test func `receipts come to the originator as they were handed in, once`() async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                let id = try message.messageID()
                try await relay.accept(message, from: "sos-alarm")
                let frames = [
                    try delivered([id], by: "kommun-solna"), .sealed(message: id, blob: [1, 2, 3]),
                ]
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    for _ in 0..<2 { try await client.submit(receipts: frames) }
                }
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let entries = try await client.mailbox(after: nil).entries
                    #expect(try entries.map { try ReceiptFrame($0) } == frames)
                }
                try await withClient(relay.client("region-stockholm")) { client async throws in
                    let kinds = try await client.mailbox(after: nil).entries.map(\.kind)
                    #expect(kinds == [.message])
                }
            }
        }

        @Test func `a receipt wakes the originator's poll`() async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await withClient(relay.client("sos-alarm")) { sos in
                    #expect(try await sos.submit(message).isAccepted)
                    async let answer = sos.mailbox(after: nil, waitSeconds: 30)
                    try await eventually("it waits") { relay.polls.count == 1 }
                    try await withClient(relay.client("kommun-solna")) { solna in
                        try await solna.submit(
                            receipts: [delivered([message.messageID()], by: "kommun-solna")])
                    }
                    #expect(try await answer.entries.map(\.kind) == [.deliveredReceipt])
                }
            }
        }

        @Test
        func `a receipt of another node or another kind is refused`()
            async throws
        {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                let id = try message.messageID()
                try await relay.accept(message, from: "sos-alarm")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let others = try delivered([id], by: "region-stockholm")
                    #expect(
                        await refusal { try await client.submit(receipts: [others]) }
                            == Problem(.receiptInvalid, defect: "notVerified"))
                    let opened = try delivered([id], by: "kommun-solna", kind: .opened)
                    #expect(
                        await refusal { try await client.submit(receipts: [opened]) }
                            == Problem(.receiptInvalid, defect: "kind"))
                }
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
            }
        }

        @Test func `one receipt does not speak of two originators' messages`() async throws {
            try await withRelay { relay in
                let one = try TestMessage().framed()
                let other = try TestMessage(
                    sender: "region-stockholm", recipients: ["kommun-solna"]
                ).framed()
                try await relay.accept(one, from: "sos-alarm")
                try await relay.accept(other, from: "region-stockholm")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let mixed = try delivered(
                        [one.messageID(), other.messageID()], by: "kommun-solna")
                    #expect(
                        await refusal { try await client.submit(receipts: [mixed]) }
                            == Problem(.receiptInvalid, defect: "originatorsMixed"))
                }
            }
        }

        @Test func `receipts for what is forgotten are passed over`() async throws {
            try await withRelay { relay in
                let unknown = try TestMessage().framed().messageID()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    try await client.submit(receipts: [
                        .sealed(message: unknown, blob: [1]),
                        delivered([unknown], by: "kommun-solna"),
                    ])
                }
            }
        }

        @Test func `a delivered receipt leaves an audit entry that names it`() async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await relay.accept(message, from: "sos-alarm")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    try await client.submit(
                        receipts: [delivered([message.messageID()], by: "kommun-solna")])
                }
                let records = try await relay.store.records(1..<2)
                let facts = try LedgerFacts(parsing: #require(records.first?.disclosure).facts)
                #expect(facts.event == .receipt)
                #expect(facts.actor?.text == "kommun-solna")
                #expect(facts.originator?.text == "sos-alarm")
            }
        }
    }
}
