import Primitives
import Carriers
import Envelopes
import Identity
import Labels
import RegionSupport
import RelaySupport
import Registry
@testable import Relay
import TestSupport
import Testing

extension RelayTests {
    /// What comes out of a mailbox, to whom, and when.
    struct MailboxTests {
        private let region = TestRegion.shared

        @Test func `each recipient gets its own slot and nobody else's`() async throws {
            try await withRelay { relay in
                let message = try TestMessage().framed()
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.submit(message).isAccepted)
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
                for name in TestMessage().recipients {
                    try await withClient(relay.client(name)) { client async throws in
                        let answer = try await client.mailbox(after: nil)
                        let item = try #require(answer.entries.first)
                        #expect(answer.entries.count == 1 && item.kind == .message)
                        let (received, content) = try EnvelopeFraming.split(item.bytes)
                        let envelope = try received.verified(in: region.view(), at: region.now)
                        _ = try envelope.verified(content: content)
                        #expect(envelope.slotRecipients.map(\.text) == [name])
                        #expect(envelope.id == (try message.messageID()))
                    }
                }
                try await withClient(relay.client("lansstyrelsen-stockholm")) {
                    client async throws in
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
            }
        }

        @Test func `an open message reaches its audience but not its sender`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    #expect(try await client.submit(TestMessage(level: .open).framed()).isAccepted)
                    #expect(try await client.mailbox(after: nil).entries.isEmpty)
                }
                for name in region.actors.map(\.id.text) where name != "sos-alarm" {
                    try await withClient(relay.client(name)) { client async throws in
                        #expect(try await client.mailbox(after: nil).entries.count == 1)
                    }
                }
            }
        }

        @Test func `a cursor goes on where it ended, flash before the rest`() async throws {
            try await withRelay { relay in
                let routine = try (0..<3).map { try TestMessage().framed([UInt8($0)]) }
                let flash = try TestMessage(precedence: .flash).framed([9])
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    _ = try await client.submit(contentsOf: routine + [flash])
                }
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    var found: [MessageID] = []
                    var cursor: String?
                    while true {
                        let answer = try await client.mailbox(after: cursor, entriesMax: 1)
                        cursor = answer.cursor
                        guard let item = answer.entries.first else { break }
                        found.append(try item.bytes.messageID())
                    }
                    #expect(found == (try ([flash] + routine).map { try $0.messageID() }))
                }
            }
        }

        @Test func `a cursor that was mangled, or another actor's, is refused`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let cursor = try await client.mailbox(after: nil).cursor
                    _ = try await client.mailbox(after: cursor)
                    for index in stride(from: 0, to: cursor.count, by: 2) {
                        var text = Array(cursor.utf8)
                        text[index] =
                            text[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
                        let mangled = String(decoding: text, as: UTF8.self)
                        #expect(
                            await refusal { _ = try await client.mailbox(after: mangled) }
                                == Problem(.cursorInvalid), "\(index)")
                    }
                    for text in ["", "x", String(cursor.dropLast(2)), cursor + "00"] {
                        #expect(
                            await refusal { _ = try await client.mailbox(after: text) }
                                == Problem(.cursorInvalid))
                    }
                    try await withClient(relay.client("sos-alarm")) { other in
                        #expect(
                            await refusal { _ = try await other.mailbox(after: cursor) }
                                == Problem(.cursorInvalid))
                    }
                }
            }
        }

        @Test func `a waiting poll is woken by a message`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { solna in
                    async let answer = solna.mailbox(after: nil, waitSeconds: 30)
                    try await eventually("it waits") { relay.polls.count == 1 }
                    try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                    #expect(try await answer.entries.count == 1)
                    #expect(relay.polls.count == 0)
                }
            }
        }

        @Test func `a poll that nothing comes for ends with its cursor`() async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let answer = try await client.mailbox(after: nil, waitSeconds: 1)
                    #expect(answer.entries.isEmpty)
                    _ = try await client.mailbox(after: answer.cursor)
                }
            }
        }

        @Test func `a poll whose caller goes away does not stay`() async throws {
            try await withRelay { relay in
                let client = try relay.client("kommun-solna")
                let poll = Task { try? await client.mailbox(after: nil, waitSeconds: 60) }
                try await eventually("it waits") { relay.polls.count == 1 }
                poll.cancel()
                await client.shutdown()
                _ = await poll.value
                // Sooner than it would have ended by itself.
                try await eventually("it is gone", withinSeconds: 50) { relay.polls.count == 0 }
            }
        }

        @Test func `of a node's polls the oldest gives way`() async throws {
            var limits = RelayLimits()
            limits.pollsPerNodeMax = 1
            try await withRelay(limits: limits) { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    async let first = client.mailbox(after: nil, waitSeconds: 60)
                    try await eventually("it waits") { relay.polls.count == 1 }
                    async let second = client.mailbox(after: nil, waitSeconds: 2)
                    #expect(try await first.entries.isEmpty)
                    #expect(try await second.entries.isEmpty)
                }
            }
        }

        @Test(arguments: ["wait=61", "wait=-1", "wait=x", "max=0", "max=1025", "until=3"])
        func `a query outside its range is refused`(_ query: String) async throws {
            try await withRelay { relay in
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let status = try await status(of: client, "/v1/mailbox?" + query)
                    #expect(status == 400)
                }
            }
        }

        @Test func `what policy ceases to permit is withheld, and comes when it permits again`()
            async throws
        {
            try await withRelay { relay in
                let (first, second) = (
                    try TestMessage().framed([1]), try TestMessage(level: .open).framed([2])
                )
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    _ = try await client.submit(contentsOf: [first, second])
                }
                // The ground the first message names is no longer recorded.
                try relay.directory.writePolicy(of: region, version: 2, at: region.now) {
                    name, text in
                    name == "grounds.yaml"
                        ? text.replacing("code: osl-10-2\n", with: "code: osl-10-99\n") : text
                }
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let frozen = try await client.mailbox(after: nil)
                    #expect(
                        try frozen.entries.map { try $0.bytes.messageID() } == [second.messageID()])
                    #expect(frozen.withheldCount == 1)
                    let still = try await client.mailbox(after: frozen.cursor)
                    #expect(still.entries.isEmpty && still.withheldCount == 1)
                    async let answer = client.mailbox(after: still.cursor, waitSeconds: 30)
                    try await eventually("it waits") { relay.polls.count == 1 }
                    try relay.directory.writePolicy(of: region, version: 3, at: region.now)
                    relay.reload()
                    let thawed = try await answer
                    #expect(
                        try thawed.entries.map { try $0.bytes.messageID() } == [first.messageID()])
                    #expect(thawed.withheldCount == 0)
                    #expect(try await client.mailbox(after: thawed.cursor).entries.isEmpty)
                }
            }
        }

        @Test func `more than a cursor can name makes a lane stand still, and loses nothing`()
            async throws
        {
            try await withRelay { relay in
                let messages = try (0..<70).map { try TestMessage().framed([UInt8($0)]) }
                try await withClient(relay.client("sos-alarm")) { client in
                    _ = try await client.submit(contentsOf: messages)
                }
                try relay.directory.writePolicy(of: region, version: 2, at: region.now) {
                    $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                }
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client in
                    let frozen = try await client.mailbox(after: nil)
                    #expect(frozen.entries.isEmpty)
                    #expect(frozen.withheldCount == CallerCursor.withheldMax)
                    // The other lanes go on.
                    let flash = try TestMessage(level: .open, precedence: .flash).framed()
                    async let answer = client.mailbox(after: frozen.cursor, waitSeconds: 30)
                    try await eventually("it waits") { relay.polls.count == 1 }
                    try await relay.accept(flash, from: "sos-alarm")
                    let other = try await answer
                    #expect(
                        try other.entries.map { try $0.bytes.messageID() } == [flash.messageID()])
                    try relay.directory.writePolicy(of: region, version: 3, at: region.now)
                    relay.reload()
                    var found: [MessageID] = []
                    var cursor = other.cursor
                    while true {
                        let answer = try await client.mailbox(after: cursor, entriesMax: 9)
                        if answer.entries.isEmpty { break }
                        found += try answer.entries.map { try $0.bytes.messageID() }
                        cursor = answer.cursor
                    }
                    #expect(try found == messages.map { try $0.messageID() })
                }
            }
        }

        @Test func `a message under a key revoked since is withheld`() async throws {
            try await withRelay { relay in
                try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                let sos = try region.actor("sos-alarm")
                let key = try sos.signing(.secrecy, .actual).publicKey.id
                let note = try region.actorNote(
                    of: sos, after: region.registry, [.revokeKey(key, Revocation(at: region.now))])
                try relay.directory.write(region.registry.appending(note))
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let answer = try await client.mailbox(after: nil)
                    #expect(answer.entries.isEmpty && answer.withheldCount == 1)
                }
            }
        }
    }
}
