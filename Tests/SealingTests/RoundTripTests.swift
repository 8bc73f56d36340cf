import Envelopes
import Identity
import Labels
import RegionSupport
import Sealing
import Testing

struct RoundTripTests {
    static let sizes = [0, 1, 200, 16_383, 16_384, 16_385, 65_536, 300_000]

    @Test(arguments: Level.allCases, sizes)
    func `what is sealed is opened by every recipient`(_ level: Level, _ size: Int) throws {
        let message = try SealedMessage(level)
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let bytes = try message.framed(body)
        for index in message.recipients.indices.prefix(size > 1_000 ? 1 : 3) {
            let opened = try message.receive(bytes, as: index)
            #expect(opened.body == body)
            #expect(opened.description.fileName == "läge.txt")
            #expect(opened.counter == (level == .open ? nil : UInt64(index) + 100))
        }
    }

    @Test(arguments: [
        [0x80], [0x80, 0], [0, 0], [0x80, 0, 0x80, 0], [UInt8](repeating: 0, count: 40_000),
        [UInt8](repeating: 0x80, count: 300), [1, 0x80] + [UInt8](repeating: 0, count: 17_000),
    ])
    func `content that looks like padding comes back whole`(_ body: [UInt8]) throws {
        for level in [Level.secrecy, .secret] {
            let message = try SealedMessage(level)
            #expect(try message.receive(message.framed(body)).body == body)
        }
    }

    @Test func `sizes of near lengths are the same on the wire`() throws {
        let message = try SealedMessage(.secrecy)
        let sizes = try Set(
            (1_000...1_015).map { try message.seal([UInt8](repeating: 7, count: $0)).content.count }
        )
        #expect(sizes.count == 1)
    }

    @Test(arguments: [Level.secrecy, .topSecret])
    func `content arrives in pieces of any size`(_ level: Level) throws {
        let message = try SealedMessage(level)
        let body = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let (head, content) = try message.seal(body)
        let envelope = try ReceivedEnvelope(head: head).verified(
            in: message.region.view(), at: message.region.now)
        let actor = message.recipients[0]
        let slot = try envelope.openSlot(of: actor.id, with: actor.wrapping(level, .actual))
        for step in [1, 13, 57, 16_399, 70_001] {
            var verifier = ContentVerifier(envelope)
            try pieces(of: content, step) { try verifier.update($0) }
            let opener = try ContentOpener(verifier.finish(), secrets: slot.secrets)
            var opened: [UInt8] = []
            try pieces(of: content, step) { try opener.update($0) { opened += Array($0) } }
            try opener.finish { opened += Array($0) }
            #expect(opened == body)
            if step == 1 { continue }
        }
    }

    @Test func `a recipient's own slot with its path is enough, and nobody else's opens`() throws {
        let message = try SealedMessage(.secret)
        let (head, content) = try message.seal([1, 2, 3])
        let envelope = try ReceivedEnvelope(head: head).verified(
            in: message.region.view(), at: message.region.now)
        for (index, actor) in message.recipients.enumerated() {
            let own = try #require(envelope.head(for: actor.id))
            #expect(own.slots.count == 1)
            let bytes = EnvelopeFraming.opening(of: own) + content
            #expect(try message.receive(bytes, as: index).body == [1, 2, 3])
            #expect(throws: SealingError.self) {
                try message.receive(bytes, as: (index + 1) % message.recipients.count)
            }
        }
        #expect(envelope.head(for: message.sender.id) == nil)
    }

    @Test func `a wrong key opens nothing and says nothing`() throws {
        let message = try SealedMessage(.secrecy)
        let envelope = try ReceivedEnvelope(head: message.seal([1]).head).verified(
            in: message.region.view(), at: message.region.now)
        let (own, other) = (message.recipients[0], message.recipients[1])
        let wrong = [
            try other.wrapping(.secrecy, .actual), try own.wrapping(.restricted, .actual),
            try own.wrapping(.secrecy, .exercise),
        ]
        for key in wrong {
            #expect(throws: SealingError.openFailed) {
                try envelope.openSlot(of: own.id, with: key)
            }
        }
    }

    private func pieces(
        of bytes: [UInt8], _ step: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        try bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let end = min(start + step, buffer.count)
                try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
                start = end
            }
        }
    }
}
