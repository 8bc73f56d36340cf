import Primitives
import Storage
import Carriers
import Envelopes
import Identity
import Labels
import Ledger
import Notes
import Policies
import RegionSupport
import RelaySupport
import Registry
@testable import Relay
import StorageSQLite
import Testing

extension RelayTests {
    /// What is taken in, what is not, and what the answer says.
    struct IntakeTests {
        private let region = TestRegion.shared

        @Test func `an accepted message gets a receipt that the relay's registered key signed`()
            async throws
        {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let submission = try await client.submit(message)
                    guard case .accepted(let note) = submission else {
                        Issue.record("\(submission)")
                        return
                    }
                    let record = try #require(region.view().relay(relay.relay.id))
                    let receipt = try SignedNote(parsing: note).verifiedReceipt { _ in
                        record.receiptKey
                    }.receipt
                    #expect(receipt.kind == .accepted)
                    #expect(receipt.items.map(\.message) == [try message.messageID()])
                    #expect(receipt.log?.size == 1)
                    let checkpoint = try SignedNote(parsing: await client.checkpoint())
                        .verifiedCheckpoint(
                            by: record.receiptKey, origin: record.receiptKey.name)
                    #expect(checkpoint.checkpoint.size == 1)
                    let path = try TilePath(.hashes(level: 0), number: 0, width: 1)
                    let tile = try Tile(
                        path, content: await client.tile(String(path.text.dropFirst(5))))
                    #expect(tile.root == checkpoint.checkpoint.root)
                }
            }
        }

        @Test func `the same message again is harmless`() async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    for _ in 0..<3 { #expect(try await client.submit(message).isAccepted) }
                    let twice = try await client.submit(contentsOf: [message, message])
                    #expect(twice.receipt != nil && twice.refused.isEmpty)
                }
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(try await client.mailbox(after: nil).entries.count == 1)
                }
            }
        }

        @Test func `another actor's message is refused`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(
                        try await client.submit(TestMessage().framed())
                            == .refused(Problem(.notYours)))
                }
            }
        }

        @Test func `a message is taken until it expires and not a second later`() async throws {
            try await withRelay { relay in
                let message = try TestMessage(lifeSeconds: 60).framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    relay.clock.advance(seconds: 59)
                    #expect(try await client.submit(message).isAccepted)
                    relay.clock.advance(seconds: 1)
                    #expect(try await client.submit(message) == .refused(Problem(.expired)))
                }
            }
        }

        @Test(arguments: [Level.open, .secrecy])
        func `a small envelope with any one byte flipped is refused`(_ level: Level) async throws {
            try await withRelay { relay in
                let message = try TestMessage(level: level, recipients: ["kommun-solna"]).framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let flipped = message.indices.map { index in
                        var bytes = message
                        bytes[index] ^= 1 << UInt8(index % 8)
                        return bytes
                    }
                    let answer = try await client.submit(contentsOf: flipped)
                    #expect(answer.receipt == nil)
                    #expect(answer.refused.map(\.index) == Array(flipped.indices))
                    #expect(answer.refused.allSatisfy { !$0.problem.isTransient })
                    #expect(try await client.submit(message).isAccepted)
                }
            }
        }

        @Test func `a truncated or extended envelope is refused`() async throws {
            try await withRelay { relay in
                let message = try TestMessage(recipients: ["kommun-solna"]).framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let cut = stride(from: 0, to: message.count, by: 7).map {
                        Array(message[..<$0])
                    }
                    let answer = try await client.submit(contentsOf: cut + [message + [0]])
                    #expect(answer.receipt == nil)
                    #expect(answer.refused.count == cut.count + 1)
                    #expect(answer.refused.last?.problem.defect == "trailingBytes")
                }
            }
        }

        @Test func `of a stream what passes is taken and what does not is named`() async throws {
            try await withRelay { relay in
                let good = try (0..<3).map { try TestMessage().framed([UInt8($0)]) }
                let bad = try TestMessage(sender: "kommun-solna", recipients: ["sos-alarm"])
                    .framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let answer = try await client.submit(contentsOf: [
                        good[0], bad, good[1], good[2],
                    ])
                    let receipt = try Receipt(
                        parsing: SignedNote(parsing: try #require(answer.receipt)).text)
                    #expect(
                        Set(receipt.items.map(\.message))
                            == Set(try good.map { try $0.messageID() }))
                    #expect(answer.refused.map(\.index) == [1])
                    #expect(answer.refused.first?.id == (try bad.messageID().hex))
                    #expect(answer.refused.first?.problem.kind == .notYours)
                }
            }
        }

        @Test func `a denial names the recipient and every failed gate, and leaves an audit entry`()
            async throws
        {
            try await withRelay { relay in
                let message = try TestMessage(level: .secret, ground: nil).framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    guard case .refused(let problem) = try await client.submit(message) else {
                        Issue.record("was accepted")
                        return
                    }
                    #expect(problem.kind == .denied && problem.status == 403)
                    #expect(problem.recipient == "kommun-solna")
                    let gates = Set((problem.failed ?? []).map(\.id))
                    #expect(
                        gates.isSuperset(of: [
                            "crypto.approved", "system.approved", "secrecy.ground",
                        ]))
                    #expect((problem.failed ?? []).allSatisfy { !$0.facts.isEmpty })
                }
                let records = try await relay.store.records(0..<1)
                let facts = try LedgerFacts(parsing: #require(records.first?.disclosure).facts)
                #expect(facts.event == .refused)
                #expect(facts.message == (try message.messageID()))
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
            }
        }

        @Test func `one recipient who may not have it is enough to refuse a sealed message`()
            async throws
        {
            try await withRelay { relay in
                // The forum has only some of the recipients.
                let message = try TestMessage(
                    recipients: ["polisen-region-stockholm", "kommun-solna"],
                    audience: Audience(.actor(ActorID("polisen-region-stockholm"))))
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    guard case .refused(let problem) = try await client.submit(message.framed())
                    else {
                        Issue.record("was accepted")
                        return
                    }
                    #expect(problem.recipient == "kommun-solna")
                    #expect(problem.failed?.map(\.id) == ["audience"])
                    var alone = message
                    alone.recipients = ["polisen-region-stockholm"]
                    #expect(try await client.submit(alone.framed()).isAccepted)
                }
            }
        }

        @Test func `a node above whose ceiling a message lies may not hand it in`() async throws {
            try await withRelay { relay in
                let sos = try region.actor("sos-alarm")
                let other = try TLSIdentity.generate(commonName: "liten", validFrom: region.start)
                let low = try NodeID("sos-alarm-2")
                let note = try region.actorNote(
                    of: sos, after: region.registry,
                    [
                        .addNode(
                            low, ceiling: .open, certificate: other.certificate,
                            receipt: NoteKey(
                                name: RegistryKeyName.node(low, in: region.region),
                                ed25519: TestKeys("x").signing().publicKey))
                    ])
                try relay.directory.write(region.registry.appending(note))
                relay.reload()
                try await withClient(relay.client(other)) { client async throws in
                    #expect(
                        try await client.submit(TestMessage().framed())
                            == .refused(Problem(.nodeCeiling)))
                    #expect(try await client.submit(TestMessage(level: .open).framed()).isAccepted)
                }
            }
        }

        @Test func `a body is taken up to its limit and not one byte longer`() async throws {
            let message = try TestMessage().framed()
            var limits = RelayLimits()
            limits.envelopeMaxBytes = message.count
            limits.bodyMaxBytes = 2 * (message.count + 4)
            limits.framesMax = 2
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.submit(message).isAccepted)
                    let tooLarge = Problem(
                        .tooLarge, limit: .init("envelopeMaxBytes", message.count))
                    #expect(try await client.submit(message + [0]) == .refused(tooLarge))
                    _ = try await client.submit(contentsOf: [message, message])
                    let problem = await refusal {
                        _ = try await client.submit(contentsOf: [message, message, []])
                    }
                    #expect(problem?.limit?.name == "bodyMaxBytes")
                    let frames = await refusal {
                        _ = try await client.submit(contentsOf: [[], [], []])
                    }
                    #expect(frames?.limit == .init("framesMax", 2))
                }
            }
        }

        @Test func `a full mailbox takes nothing more`() async throws {
            var limits = RelayLimits()
            limits.mailboxEntriesMax = 1
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.submit(TestMessage().framed([1])).isAccepted)
                    guard
                        case .refused(let problem) = try await client.submit(
                            TestMessage().framed([2]))
                    else {
                        Issue.record("was accepted")
                        return
                    }
                    #expect(problem.kind == .storeFull && problem.isTransient)
                    #expect(problem.limit == .init("mailboxEntriesMax", 1))
                }
            }
        }
    }
}

extension Submission {
    var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
