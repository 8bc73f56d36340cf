import Envelopes
import Identity
import Labels
import Primitives
import RegionSupport
import Registry
import Sealing
import Testing

struct HostileBytesTests {
    @Test(arguments: [Level.open, .secrecy, .secret])
    func `every byte of an envelope, flipped, is refused`(_ level: Level) throws {
        let message = try SealedMessage(level, to: ["kommun-solna"])
        let bytes = try message.framed([1, 2, 3])
        _ = try message.receive(bytes)
        // The signatures and the slot are long and alike; each of their bytes is still taken, in
        // one of eight bits.
        for offset in bytes.indices {
            var mangled = bytes
            mangled[offset] ^= 1 << UInt8(offset % 8)
            #expect(throws: (any Error).self, "byte \(offset)") { try message.receive(mangled) }
        }
    }

    @Test(arguments: [Level.open, .secrecy, .secret])
    func `truncated and extended envelopes are refused`(_ level: Level) throws {
        let message = try SealedMessage(level, to: ["kommun-solna"])
        let bytes = try message.framed([1, 2, 3])
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
            #expect(throws: EnvelopeError.self) { try message.receive(Array(bytes[..<count])) }
        }
        #expect(throws: EnvelopeError.trailingBytes(offset: bytes.count)) {
            try message.receive(bytes + [0])
        }
    }

    @Test func `a length field of a stranger does not decide how much is read`() throws {
        let prefix = EnvelopeFraming.magic + [0xff, 0xff, 0xff, 0xff]
        #expect(
            throws: EnvelopeError.tooLong(part: "head", limitBytes: EnvelopeLimits.headMaxBytes)
        ) {
            try EnvelopeFraming.split(prefix)
        }
    }

    @Test func `slots reordered, exchanged or repeated are refused`() throws {
        let message = try SealedMessage(.secrecy)
        let (head, _) = try message.seal([1])
        let view = message.region.view()
        func check(_ slots: [PlacedSlot], _ error: EnvelopeError) throws {
            let mangled = try ReceivedEnvelope(head: head.with(slots: slots))
            #expect(throws: error) { try mangled.verified(in: view, at: message.region.now) }
        }
        let slots = head.slots
        try check([slots[1], slots[0], slots[2]], .slotPathInvalid(index: 1))
        let swapped = [0, 1].map {
            PlacedSlot(
                index: $0,
                slot: Slot(
                    recipient: slots[$0].slot.recipient, keyID: slots[$0].slot.keyID,
                    sealed: slots[1 - $0].slot.sealed), path: [])
        }
        try check(swapped + [slots[2]], .slotRootMismatch)
        try check([], .slotsMissing)
        try check([slots[0], slots[0]], .slotRecipientRepeated(slots[0].slot.recipient))
        try check([slots[0]], .slotPathInvalid(index: 0))
    }

    @Test func `another message's slot or content does not fit`() throws {
        let message = try SealedMessage(.secrecy, to: ["kommun-solna"])
        let (head, content) = try message.seal([1])
        let (other, otherContent) = try message.seal([2])
        #expect(throws: EnvelopeError.contentDigestWrong) {
            try message.receive(EnvelopeFraming.opening(of: head) + otherContent)
        }
        #expect(throws: EnvelopeError.slotRootMismatch) {
            try message.receive(
                EnvelopeFraming.opening(of: head.with(slots: other.slots)) + content)
        }
    }

    @Test func `unknown fields and other spellings are refused`() throws {
        let message = try SealedMessage(.open)
        let core = try message.core().encoded
        _ = try MessageCore(encoded: core)
        let unknownField: [UInt8] = [0xfa, 0x3f, 0x01, 0x00]
        let zeroSpelledOut: [UInt8] = [0x70, 0x00]
        for extra in [unknownField, zeroSpelledOut, core] {
            #expect(throws: EnvelopeError.self) { try MessageCore(encoded: core + extra) }
            #expect(throws: EnvelopeError.self) { try MessageHeader(encoded: core + extra) }
        }
        #expect(throws: EnvelopeError.versionUnknown(found: 0)) { try MessageCore(encoded: []) }
    }
}
