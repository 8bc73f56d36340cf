import Envelopes
import Files
import Foundation
import Handover
import Identity
import Labels
import Regions
import Registry
import Sealing
import Testing

struct FileSealingTests {
    /// Around chunks of 16 KiB, pieces of 64 KiB, blocks of 512 KiB and more than all blocks.
    static let sizes = [
        0, 1, 255, 16_383, 16_384, 65_535, 65_536, 524_287, 524_288, 1_000_001, 5_000_000,
    ]

    @Test(arguments: [Level.open, .secrecy, .secret], sizes)
    func `what is sealed is opened, whatever its size`(_ level: Level, _ size: Int) throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 2) }
        let file = try SealedFile(level, body: body)
        #expect(try file.opened() == body)
    }

    @Test(arguments: [Level.open, .secrecy, .confidential], sizes)
    func `the size of the content is known before it is sealed`(
        _ level: Level, _ size: Int
    ) throws {
        let file = try SealedFile(level, body: [UInt8](repeating: 3, count: size))
        let header = try EnvelopeFile(OpenFile(reading: file.path)).envelope.header
        let expected = ContentSealer.contentByteCount(
            bodyBytes: UInt64(size), try ContentDescription(mediaType: "text/plain", fileName: "a"),
            suite: header.core.suite)
        #expect(header.contentBytes == expected)
    }

    @Test(arguments: [Level.open, .secrecy, .secret])
    func `every byte of a small envelope, flipped, is refused and leaves no file`(
        _ level: Level
    ) throws {
        let file = try SealedFile(level, body: Array("hej".utf8))
        let bytes = try file.bytes()
        let mangledPath = file.path + ".mangled"
        // Signatures, slots and padding are long and alike; a byte in seven of them is enough here,
        // since every byte is flipped where envelopes are tested in memory.
        let step = level == .open ? 1 : 7
        for offset in stride(from: 0, to: bytes.count, by: step) {
            var mangled = bytes
            mangled[offset] ^= 1 << UInt8(offset % 8)
            try File.write(mangled, to: mangledPath, replacing: true, flushing: false)
            #expect(throws: (any Error).self, "byte \(offset)") {
                try file.opened(from: mangledPath)
            }
            #expect(!File.isThere(mangledPath + ".opened"), "byte \(offset)")
        }
    }

    @Test func `a file that is cut or longer is refused with the place`() throws {
        let file = try SealedFile(.secrecy, body: Array("hej".utf8))
        let bytes = try file.bytes()
        let path = file.path + ".cut"
        for count in [0, 5, 12, 13, 400, bytes.count - 300, bytes.count - 1] {
            try File.write(Array(bytes.prefix(count)), to: path, replacing: true)
            #expect(throws: EnvelopeError.truncated(offset: count), "\(count)") {
                try EnvelopeFile(OpenFile(reading: path))
            }
        }
        try File.write(bytes + [0], to: path, replacing: true)
        #expect(throws: EnvelopeError.trailingBytes(offset: bytes.count)) {
            try EnvelopeFile(OpenFile(reading: path))
        }
    }

    @Test func `another actor's ring does not open it`() throws {
        let file = try SealedFile(.secrecy, body: [1])
        let other = try ActorID("kommun-solna")
        #expect(throws: RegionError.notAddressed(other)) { try file.opened(as: other.text) }
    }

    @Test func `a signing key of another level is not to be had from the ring`() throws {
        let region = try SharedRegion.shared.get()
        let view = try region.view()
        let actor = try ActorID("sos-alarm")
        let key = try #require(
            view.registry.usableKey(of: actor, .signing, level: .secrecy, status: .test))
        let ring = try region.ring("sos-alarm")
        _ = try ring.signingKeys([key], at: "ring")
        let other = try region.ring("kommun-solna")
        #expect(throws: RegionError.keyAbsent(ring: "ring", purpose: "signing")) {
            try other.signingKeys([key], at: "ring")
        }
    }
}
