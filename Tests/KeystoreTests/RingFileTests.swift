import Identity
import Keystore
import Primitives
import Testing

/// The ring as a file: nothing in it can be changed unnoticed.
struct RingFileTests {
    private func small() throws -> RingFixture {
        var fixture = try RingFixture()
        try fixture.addSigning(1, fixture.messages, from: 0, until: 60)
        try fixture.ring.add(
            secret: testSeed(2), .vault, .node(fixture.actor, NodeID("sos-alarm-1")),
            random: fixture.random)
        return fixture
    }

    @Test func `both ways of unlocking give the ring back`() throws {
        let fixture = try small()
        let locked = try LockedRing(parsing: fixture.ring.encoded)
        #expect(locked.takesPassphrase && locked.takesKeyFile)
        #expect(locked.claimedEntries == fixture.ring.entries)
        for secret in [UnlockSecret.passphrase(fixture.passphrase), .keyFile(fixture.keyFile)] {
            let ring = try locked.unlocked(by: secret)
            #expect(ring.encoded == fixture.ring.encoded)
            for entry in ring.entries {
                #expect(try ring.secret(entry).isEqual(to: fixture.ring.secret(entry)))
            }
        }
    }

    @Test func `the wrong secret is refused in one way`() throws {
        let fixture = try small()
        let locked = try LockedRing(parsing: fixture.ring.encoded)
        let passphrases = ["korrekt häst batter", "korrekt häst batteri ", ""]
        for wrong in passphrases.map({ SecretBytes(copying: Array($0.utf8)) }) {
            #expect(throws: KeystoreError.unlockFailed) {
                try locked.unlocked(by: .passphrase(wrong))
            }
        }
        #expect(throws: KeystoreError.unlockFailed) {
            try locked.unlocked(by: .keyFile(KeyFile()))
        }
    }

    @Test func `a ring is unlocked only in the ways it names`() throws {
        var fixture = try small()
        try fixture.ring.setUnlocks([.keyFile(fixture.keyFile)], random: fixture.random)
        let locked = try LockedRing(parsing: fixture.ring.encoded)
        #expect(!locked.takesPassphrase && locked.takesKeyFile)
        #expect(throws: KeystoreError.unlockUnavailable) {
            try locked.unlocked(by: .passphrase(fixture.passphrase))
        }
        for methods in [[], [.keyFile(fixture.keyFile), .keyFile(KeyFile())]] as [[UnlockMethod]] {
            #expect(throws: KeystoreError.unlocksInvalid) {
                try fixture.ring.setUnlocks(methods, random: fixture.random)
            }
        }
    }

    @Test(arguments: [1, 0x20, 0x80] as [UInt8])
    func `every changed byte is refused`(_ mask: UInt8) throws {
        let fixture = try small()
        let bytes = fixture.ring.encoded
        var secrets = [UnlockSecret.keyFile(fixture.keyFile)]
        // Argon2id takes its time, so by passphrase once only.
        if mask == 1 { secrets.append(.passphrase(fixture.passphrase)) }
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= mask
            for secret in secrets {
                #expect(throws: KeystoreError.self, "offset \(offset)") {
                    try LockedRing(parsing: changed).unlocked(by: secret)
                }
            }
        }
    }

    @Test func `cut, extended or reordered, a ring is refused`() throws {
        let fixture = try small()
        let bytes = fixture.ring.encoded
        func expectRefused(_ changed: [UInt8], _ what: String) {
            #expect(throws: KeystoreError.self, "\(what)") {
                try LockedRing(parsing: changed).unlocked(by: .keyFile(fixture.keyFile))
            }
        }
        for count in 0..<bytes.count { expectRefused(Array(bytes.prefix(count)), "\(count)") }
        for extra in ["\n", " ", "x\n", "mac AA==\n"] {
            expectRefused(bytes + Array(extra.utf8), extra)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        for index in lines.indices {
            var without = lines
            without.remove(at: index)
            expectRefused(joined(without), "without line \(index)")
            var twice = lines
            twice.insert(lines[index], at: index)
            expectRefused(joined(twice), "line \(index) twice")
            guard index > 0 else { continue }
            var swapped = lines
            swapped.swapAt(index, index - 1)
            expectRefused(joined(swapped), "lines \(index - 1) and \(index) swapped")
        }
    }

    private func joined(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    @Test func `an entry of another ring is refused`() throws {
        let (one, other) = (try small(), try small())
        let mine = String(decoding: one.ring.encoded, as: UTF8.self).split(separator: "\n")
        let theirs = String(decoding: other.ring.encoded, as: UTF8.self).split(separator: "\n")
        for index in mine.indices.dropFirst() {
            var mixed = mine
            mixed[index] = theirs[index]
            #expect(throws: KeystoreError.self, "line \(index)") {
                try LockedRing(parsing: joined(mixed.map(String.init)))
                    .unlocked(by: .keyFile(one.keyFile))
            }
        }
    }

    @Test(arguments: [
        ("budkavle-key-ring v1", "budkavle-key-ring v2", 1),
        ("unlock argon2id", "unlock scrypt", 2),
        ("operations=1", "operations=01", 2), ("operations=", "ops=", 2),
        ("unlock key-file ", "unlock key-file  ", 3), ("key signing", "key sign", 4),
        ("key signing", "key vault", 4), ("messages:sos-alarm", "messages:SOS", 4),
        (":hemlig:", ":hemlig:x:", 4), ("from=2026-11-01T00:00:00Z", "from=2026-11-01T00:00Z", 4),
        ("from=2026-11-01T00:00:00Z", "from=2026-11-01T00:01:00Z", 4), ("from=", "since=", 4),
        ("until=-", "until=", 5), ("\nkey vault", "\nkey\tvault", 5), ("\nmac", "\nMAC", 6),
        ("\nmac ", "\n\nmac ", 6),
    ])
    func `a malformed ring is refused with its line`(
        _ part: String, _ other: String, _ line: Int
    ) throws {
        let text = String(decoding: try small().ring.encoded, as: UTF8.self)
        let changed = text.replacing(part, with: other, maxReplacements: 1)
        #expect(text != changed)
        do {
            _ = try LockedRing(parsing: Array(changed.utf8))
            Issue.record("read: \(other)")
        } catch {
            guard case .malformed(line, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `costs outside the limits are refused before any work is done`() throws {
        let text = String(decoding: try small().ring.encoded, as: UTF8.self)
        for (part, other) in [
            ("operations=1 ", "operations=17 "), ("operations=1 ", "operations=0 "),
            ("memory-kib=8192", "memory-kib=8191"), ("memory-kib=8192", "memory-kib=1048577"),
            ("memory-kib=8192", "memory-kib=-8192"),
        ] {
            #expect(throws: KeystoreError.passwordCostRefused, "\(other)") {
                try LockedRing(parsing: Array(text.replacing(part, with: other).utf8))
            }
        }
    }

    @Test func `a ring larger than the limit is refused unread`() {
        let bytes = [UInt8](repeating: 0x61, count: ringMaxBytes + 1)
        #expect(throws: KeystoreError.tooLarge(limitBytes: ringMaxBytes)) {
            try LockedRing(parsing: bytes)
        }
    }

    @Test func `no secret stands in the file`() throws {
        let fixture = try small()
        let text = String(decoding: fixture.ring.encoded, as: UTF8.self)
        for seed in [1, 2] as [UInt8] {
            let bytes = [UInt8](repeating: seed, count: 32)
            #expect(!text.contains(Base64.encode(bytes)) && !text.contains(Hex.encode(bytes)))
        }
    }
}
