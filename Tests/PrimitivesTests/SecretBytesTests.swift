import Identity
import Primitives
import Testing

@Suite struct SecretBytesTests {
    @Test(arguments: [0, 1, 32, 127, 128, 129, 4096, 100_000])
    func `a secret of any length holds what it was given`(_ count: Int) {
        let bytes = RandomSource.system.bytes(count)
        let held = secret(bytes)
        #expect(held.count == count)
        #expect(held.bytesForTest == bytes)
        #expect(held.isEqual(to: secret(bytes)))
        #expect(!held.isEqual(to: secret(bytes + [0])))
        if count > 0 {
            #expect(!held.isEqual(to: secret(bytes.dropLast() + [bytes[count - 1] ^ 1])))
        }
    }

    @Test func `what the filler leaves alone is zero, also in memory used before`() {
        for _ in 0..<100 { _ = SecretBytes(copying: [UInt8](repeating: 0xAA, count: 100)) }
        let held = SecretBytes(count: 100) { room in room[3] = 7 }
        #expect(held.bytesForTest == [0, 0, 0, 7] + .init(repeating: 0, count: 96))
    }

    @Test func `the filler's error comes through`() {
        #expect(throws: PrimitivesError.openFailed) {
            try SecretBytes(count: 32) { (_) throws(PrimitivesError) in throw .openFailed }
        }
    }

    @Test func `random secrets differ`() {
        #expect(!SecretBytes.random(count: 32).isEqual(to: .random(count: 32)))
    }

    @Test func `thousands of secrets alive at once do not touch each other`() {
        let held = (0..<5000).map { number in
            secret([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1 + number % 128))
        }
        for (number, one) in held.enumerated() {
            #expect(one.withBytes { $0.allSatisfy { $0 == UInt8(truncatingIfNeeded: number) } })
        }
    }

    @Test func `more large secrets than there are guarded areas still hold their bytes`() {
        let held = (0..<9000).map { number in
            secret([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 200))
        }
        for (number, one) in held.enumerated() {
            #expect(one.withBytes { $0.allSatisfy { $0 == UInt8(truncatingIfNeeded: number) } })
        }
    }

    @Test func `secrets made and dropped on many threads keep their bytes`() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<500).allSatisfy { round in
                        let byte = UInt8(truncatingIfNeeded: task &* 31 &+ round)
                        return secret(.init(repeating: byte, count: 64)).bytesForTest
                            .allSatisfy { $0 == byte }
                    }
                }
            }
            for await isIntact in group { #expect(isIntact) }
        }
    }
}
