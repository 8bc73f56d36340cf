import Carriers
import Envelopes
import Foundation
import Identity
import Labels
import Ledger
import Notes
import RegionSupport
import Registry
@testable import Relay
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// One relay follows another's log, over TLS.
    struct ReplicationTests {
        private let recipients = ["kommun-solna", "region-stockholm", "polisen-region-stockholm"]

        @Test func `what is handed in at one relay lies in each mailbox of the other, once`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                let sealed = try TestMessage(recipients: recipients).framed()
                let open = try TestMessage(level: .open, ground: nil).framed()
                for message in [sealed, open] {
                    try await first.fixture.accept(message, from: "sos-alarm")
                }
                try await second.follow(first)
                for actor in recipients {
                    #expect(
                        try await second.mailbox(of: actor) == first.mailbox(of: actor), "\(actor)")
                    #expect(
                        try await second.messages(of: actor)
                            == [sealed.messageID(), open.messageID()])
                }
                let accepted = try await second.records().filter { $0.event == .accepted }
                #expect(accepted.count == 2)
                #expect(accepted.allSatisfy { $0.detail == "replicated from relay-1" })
                // The node that handed it in, as the other's ledger shows.
                #expect(accepted.allSatisfy { $0.node?.text == "sos-alarm-1" })
            }
        }

        @Test func `relays that follow each other come to rest, and the sender has a receipt`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                let message = try TestMessage().framed()
                try await first.fixture.accept(message, from: "sos-alarm")
                for _ in 0..<3 {
                    try await second.follow(first)
                    try await first.follow(second)
                }
                let stores = [first.fixture.store, second.fixture.store]
                let ends = [await stores[0].latest(), await stores[1].latest()]
                for _ in 0..<3 {
                    try await second.follow(first)
                    try await first.follow(second)
                }
                #expect(ends == [await stores[0].latest(), await stores[1].latest()])
                let items = try await first.mailbox(of: "sos-alarm")
                #expect(items.map(\.kind) == [.custodyReceipt])
                #expect(try await second.mailbox(of: "sos-alarm") == items)
                let key = second.services.identity.receiptSigner.key
                let receipt = try SignedNote(parsing: try #require(items.first).bytes)
                    .verifiedReceipt { $0 == .relay(second.id) ? key : nil }.receipt
                #expect(receipt.kind == .accepted)
                #expect(receipt.items == [ReceiptItem(try message.messageID())])
                #expect(receipt.log?.origin == key.name)
            }
        }

        @Test func `a receipt that is handed in at one relay reaches the sender at the other`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                let message = try TestMessage(recipients: ["kommun-solna"]).framed()
                try await first.fixture.accept(message, from: "sos-alarm")
                try await second.follow(first)
                let solna = try first.fixture.region.actor("kommun-solna")
                let note = try Receipt(
                    .delivered, of: [ReceiptItem(message.messageID())],
                    issuer: .node(solna.node.id, of: solna.id), at: first.fixture.region.now
                ).signed(by: solna.node.receiptSigner)
                try await withClient(second.fixture.client("kommun-solna")) {
                    (client) async throws in
                    try await client.submit(receipts: [
                        .delivered(note: note.encoded),
                        .sealed(message: message.messageID(), blob: Array(repeating: 7, count: 99)),
                    ])
                }
                try await first.follow(second)
                let kinds = try await first.mailbox(of: "sos-alarm").map(\.kind.rawValue).sorted()
                #expect(kinds == [2, 3, 5])
            }
        }

        @Test func `a relay that was away catches up, what is urgent first, in bounded pages`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                var sent: [MessageID] = []
                for number in 0..<40 {
                    let message = try TestMessage(recipients: ["kommun-solna"])
                        .framed(Array(repeating: UInt8(number), count: 200_000))
                    sent.append(try message.messageID())
                    try await first.fixture.accept(message, from: "sos-alarm")
                }
                let flash = try TestMessage(recipients: ["kommun-solna"], precedence: .flash)
                    .framed()
                try await first.fixture.accept(flash, from: "sos-alarm")
                let urgent = try await second.turn(with: first)
                #expect(urgent.hasMore && urgent.progress.hasCaughtUp == false)
                #expect(try await second.messages(of: "kommun-solna") == [flash.messageID()])
                var (turns, known) = (1, 1)
                while try await second.turn(with: first).hasMore {
                    turns += 1
                    let count = try await second.messages(of: "kommun-solna").count
                    // 4 MiB hold at most 20 of 200 000 bytes each.
                    #expect(count - known <= 20 && count > known)
                    known = count
                }
                // The flash alone, one full page, and the rest.
                #expect(turns >= 2)
                #expect(
                    try await second.messages(of: "kommun-solna") == [flash.messageID()] + sent)
                let progress = try await second.fixture.store.progress(with: first.id)
                #expect(progress?.hasCaughtUp == true)
                #expect(second.services.peers.all.isEmpty, "turns by hand are not the service's")
            }
        }

        @Test func `a page that is read again after a crash doubles nothing`() async throws {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                for _ in 0..<3 {
                    try await first.fixture.accept(TestMessage().framed(), from: "sos-alarm")
                }
                try await second.follow(first)
                let before = try await second.mailbox(of: "kommun-solna")
                let records = try await second.records().count
                // The messages were kept, their place was not.
                try await second.fixture.store.keep(
                    PeerProgress(first.id), accepting: [], recording: [])
                try await second.follow(first)
                #expect(try await second.mailbox(of: "kommun-solna") == before)
                #expect(try await second.records().count == records)
                let receipts = try await second.mailbox(of: "sos-alarm")
                #expect(receipts.allSatisfy { $0.kind == .custodyReceipt } && !receipts.isEmpty)
            }
        }

        @Test func `a message that is handed in at both is kept once, and is nobody's custody`()
            async throws
        {
            try await withRelays { relays in
                let message = try TestMessage().framed()
                for relay in relays { try await relay.fixture.accept(message, from: "sos-alarm") }
                for _ in 0..<2 {
                    try await relays[0].follow(relays[1])
                    try await relays[1].follow(relays[0])
                }
                for relay in relays {
                    #expect(try await relay.messages(of: "kommun-solna") == [message.messageID()])
                    #expect(try await relay.mailbox(of: "sos-alarm").isEmpty)
                }
            }
        }

        @Test func `in a ring of three each has each message once, and the ring comes to rest`()
            async throws
        {
            try await withThreeRelays { relays in
                var sent: Set<MessageID> = []
                for relay in relays {
                    let message = try TestMessage().framed(Array(relay.id.text.utf8))
                    sent.insert(try message.messageID())
                    try await relay.fixture.accept(message, from: "sos-alarm")
                }
                func round() async throws -> [LogIndex?] {
                    var ends: [LogIndex?] = []
                    for relay in relays {
                        for other in relays where other.id != relay.id {
                            try await relay.follow(other)
                        }
                        ends.append(await relay.fixture.store.latest())
                    }
                    return ends
                }
                for _ in 0..<3 { _ = try await round() }
                #expect(try await round() == round())
                for relay in relays {
                    let messages = try await relay.messages(of: "region-stockholm")
                    #expect(messages.count == 3 && Set(messages) == sent)
                }
            }
        }

        @Test func `the log is told to relays and to nobody else`() async throws {
            try await withRelays { relays in
                try await withClient(relays[0].fixture.client("sos-alarm")) {
                    (client) async throws in
                    await #expect(throws: CarrierError.refused(Problem(.notYours))) {
                        try await client.replication(after: "0-0-0-0")
                    }
                }
                try await relays[1].reaching(relays[0]) { client in
                    _ = try await client.replication(after: "0-0-0-0")
                    await #expect(throws: CarrierError.refused(Problem(.cursorInvalid))) {
                        try await client.replication(after: "0-0-0-00")
                    }
                    let beyond = Problem(.cursorInvalid, defect: "beyondEnd")
                    await #expect(throws: CarrierError.refused(beyond)) {
                        try await client.replication(after: "0-0-0-1")
                    }
                }
            }
        }

        @Test func `what has expired by the time it is taken over is accounted for, not stored`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                let short = try TestMessage(lifeSeconds: 60).framed()
                let long = try TestMessage().framed()
                for message in [short, long] {
                    try await first.fixture.accept(message, from: "sos-alarm")
                }
                second.fixture.clock.advance(seconds: 60)
                try await second.follow(first)
                #expect(try await second.messages(of: "kommun-solna") == [long.messageID()])
                let expired = try await second.records().filter { $0.event == .expired }
                #expect(expired.map(\.message) == [try short.messageID()])
                #expect(expired.first?.detail == "replicated from relay-1")
            }
        }
    }
}
