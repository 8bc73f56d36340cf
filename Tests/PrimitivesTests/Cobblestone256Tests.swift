import Identity
import Primitives
import Testing

@Suite struct Cobblestone256Tests {
    private static let key = secret(Array(0..<32))
    private static let salt = [UInt8](100..<124)
    private static let context = [UInt8]("context".utf8)

    /// Expected values from the construction written in Python over the `cryptography` package.
    @Test func `short messages seal to what another program gives`() throws {
        let sealed = try seal(Array("Budkavlen gick".utf8))
        #expect(
            Hex.encode(sealed.dropFirst(24))
                == "8b92f011f28b44e763b52747167ae39d53a9b64952d998a21ce3bb0c86f49f38"
                + "6566b98a4a7e87d9fae47be178cb6f9e7ba39913835518d05753b483b399")
        #expect(Array(sealed.prefix(24)) == Self.salt)
        let empty = try Cobblestone256.seal([], key: Self.key, context: [], salt: Self.salt)
        #expect(
            Hex.encode(empty.dropFirst(24))
                == "c3e85ce0f72398b0116b509fc0959fe37713642695670dff847e2ae8493f183d"
                + "e5729036f651cf9b55ddcfae225bd451")
    }

    @Test(arguments: [
        (40_000, "ae6f49eac4dd5d85224d1e776da976ee86fc8aede01b3e403fdb8ae1b42bcb49"),
        // 300 full chunks: the number of a chunk outgrows a byte.
        (4_915_200, "9eb0e0fbe689540f6f4eaae0f5936fa6fd48757e65e5881b5987f18634b21b62"),
    ])
    func `long messages seal to what another program gives`(
        _ count: Int, _ digest: String
    ) throws {
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }
        let sealed = try seal(plaintext)
        #expect(Hashing.sha256(sealed).hex == digest)
        #expect(try open(sealed) == plaintext)
    }

    @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 32_767, 32_768, 32_769])
    func `around chunk borders lengths and contents agree`(_ count: Int) throws {
        let plaintext = RandomSource.system.bytes(count)
        let sealed = try seal(plaintext)
        #expect(Cobblestone256.ciphertextLength(ofPlaintext: count) == sealed.count)
        #expect(Cobblestone256.plaintextLength(ofCiphertext: sealed.count) == count)
        #expect(try open(sealed) == plaintext)
    }

    @Test func `lengths that no plaintext gives have no plaintext length`() {
        let (header, chunk) = (56, 16_400)
        for chunks in 0...3 {
            for tail in 0..<16 {
                let count = header + chunks * chunk + tail
                #expect(Cobblestone256.plaintextLength(ofCiphertext: count) == nil)
            }
            let least = header + chunks * chunk + 16
            #expect(Cobblestone256.plaintextLength(ofCiphertext: least) == chunks * 16_384)
        }
        for count in [-1, 0, 55, Int.min] {
            #expect(Cobblestone256.plaintextLength(ofCiphertext: count) == nil)
        }
    }

    @Test func `the longest message has 2^38 chunks`() {
        let longest = (1 << 38) * 16_384 - 1
        let sealed = 56 + longest + (1 << 38) * 16
        #expect(Cobblestone256.ciphertextLength(ofPlaintext: longest) == sealed)
        #expect(Cobblestone256.plaintextLength(ofCiphertext: sealed) == longest)
        #expect(Cobblestone256.ciphertextLength(ofPlaintext: longest + 1) == nil)
        #expect(Cobblestone256.plaintextLength(ofCiphertext: sealed + 1 + 16) == nil)
        #expect(Cobblestone256.ciphertextLength(ofPlaintext: .max) == nil)
        #expect(Cobblestone256.plaintextLength(ofCiphertext: .max) == nil)
        #expect(Cobblestone256.ciphertextLength(ofPlaintext: -1) == nil)
    }

    @Test func `any byte turned, any cut and any extension has one refusal`() throws {
        let sealed = try seal([1, 2, 3, 4, 5])
        for index in sealed.indices {
            var other = sealed
            other[index] ^= 1
            #expect(throws: PrimitivesError.openFailed) { try open(other) }
            #expect(throws: PrimitivesError.openFailed) { try open(Array(sealed.prefix(index))) }
        }
        #expect(throws: PrimitivesError.openFailed) { try open(sealed + [0]) }
        #expect(throws: PrimitivesError.openFailed) {
            try Cobblestone256.open(sealed, key: Self.key, context: [])
        }
        #expect(throws: PrimitivesError.openFailed) {
            try Cobblestone256.open(sealed, key: .random(count: 32), context: Self.context)
        }
    }

    @Test func `chunks swapped, dropped or doubled do not open`() throws {
        let sealed = try seal(RandomSource.system.bytes(3 * 16_384 + 10))
        let header = Array(sealed.prefix(56))
        let chunks = stride(from: 56, to: sealed.count, by: 16_400).map {
            Array(sealed[$0..<min($0 + 16_400, sealed.count)])
        }
        #expect(chunks.count == 4)
        for order in [[1, 0, 2, 3], [0, 2, 3], [0, 1, 1, 3], [0, 0, 1, 2, 3], [0, 1, 2]] {
            let other = header + order.flatMap { chunks[$0] }
            #expect(throws: PrimitivesError.openFailed) { try open(other) }
        }
    }

    @Test func `streams stop after the short chunk, and an opener without it knows it was cut`()
        throws
    {
        var sealer = try Cobblestone256Sealer(
            key: Self.key, context: Self.context, salt: Self.salt)
        let full = try sealer.sealChunk(.init(repeating: 1, count: 16_384))
        let isFinishedEarly = sealer.isFinished
        #expect(!isFinishedEarly)
        let last = try sealer.sealChunk([])
        let isFinished = sealer.isFinished
        #expect(isFinished && last.count == 16)
        #expect(
            refusal { () throws(PrimitivesError) in try sealer.sealChunk([]) }
                == .streamFinished)

        var opener = try Cobblestone256Opener(
            key: Self.key, context: Self.context, header: sealer.header)
        _ = try opener.openChunk(full)
        #expect(refusal { () throws(PrimitivesError) in try opener.finish() } == .openFailed)
        _ = try opener.openChunk(last)
        #expect(refusal { () throws(PrimitivesError) in try opener.finish() } == nil)
        #expect(
            refusal { () throws(PrimitivesError) in try opener.openChunk(last) }
                == .streamFinished)
    }

    @Test func `a room too small is refused and harms nothing; a bad chunk ends the stream`() throws
    {
        var sealer = try Cobblestone256Sealer(
            key: Self.key, context: Self.context, salt: Self.salt)
        let tooLong = [UInt8](repeating: 1, count: 16_385)
        #expect(
            refusal { () throws(PrimitivesError) in try sealer.sealChunk(tooLong) }
                == .lengthInvalid(expectedBytes: 16_384, foundBytes: 16_385))
        var small = [UInt8](repeating: 0, count: 18)
        let code = small.withUnsafeMutableBytes { room in
            [UInt8]([1, 2, 3]).withUnsafeBytes { chunk in
                refusal { () throws(PrimitivesError) in try sealer.sealChunk(chunk, into: room) }
            }
        }
        #expect(code == .lengthInvalid(expectedBytes: 19, foundBytes: 18))
        let chunk = try sealer.sealChunk([1, 2, 3])

        var opener = try Cobblestone256Opener(
            key: Self.key, context: Self.context, header: sealer.header)
        #expect(
            refusal { () throws(PrimitivesError) in try opener.openChunk(chunk + [0]) }
                == .openFailed)
        #expect(
            refusal { () throws(PrimitivesError) in try opener.openChunk(chunk) }
                == .openFailed)
    }

    @Test func `one buffer may hold a chunk before and after`() throws {
        let plaintext = RandomSource.system.bytes(1000)
        var buffer = plaintext + .init(repeating: 0, count: 16)
        var sealer = try Cobblestone256Sealer(
            key: Self.key, context: Self.context, salt: Self.salt)
        let sealed = try buffer.withUnsafeMutableBytes { room in
            try sealer.sealChunk(UnsafeRawBufferPointer(rebasing: room[..<1000]), into: room)
        }
        #expect(sealed == 1016 && buffer != plaintext + .init(repeating: 0, count: 16))
        var opener = try Cobblestone256Opener(
            key: Self.key, context: Self.context, header: sealer.header)
        let opened = try buffer.withUnsafeMutableBytes { room in
            try opener.openChunk(UnsafeRawBufferPointer(room), into: room)
        }
        #expect(opened == 1000 && Array(buffer.prefix(1000)) == plaintext)
    }

    private func seal(_ plaintext: [UInt8]) throws -> [UInt8] {
        try Cobblestone256.seal(
            plaintext, key: Self.key, context: Self.context, salt: Self.salt)
    }

    private func open(_ sealed: [UInt8]) throws -> [UInt8] {
        try Cobblestone256.open(sealed, key: Self.key, context: Self.context)
    }
}
