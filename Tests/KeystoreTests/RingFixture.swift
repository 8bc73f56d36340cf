import Identity
import Keystore
import Primitives

/// A small ring with one key of every kind.
struct RingFixture {
    let actor: ActorID
    let messages: KeyOwner
    let passphrase = SecretBytes(copying: Array("korrekt häst batteri".utf8))
    let keyFile = KeyFile()
    let random: RandomSource
    var ring: KeyRing

    init() throws {
        actor = try ActorID("sos-alarm")
        messages = try .messages(of: actor, level: "hemlig", status: "exercise")
        random = .system
        ring = try KeyRing(
            unlockedBy: [.passphrase(passphrase, cheapest()), .keyFile(keyFile)], random: random)
    }

    /// Adds a signing key that is valid from `from` until `until` seconds after 2026-11-01.
    @discardableResult
    mutating func addSigning(
        _ seed: UInt8, _ owner: KeyOwner, from: Int64, until: Int64
    ) throws -> RingEntry {
        try ring.add(
            SigningPrivateKey(seed: testSeed(seed)), .signing, owner,
            validFrom: testTime(from), validUntil: testTime(until), random: random)
    }

    func reopened() throws -> KeyRing {
        try LockedRing(parsing: ring.encoded).unlocked(by: .keyFile(keyFile))
    }
}

/// What a test can wait for.
func cheapest() throws -> PasswordKDF {
    try PasswordKDF(
        operations: PasswordKDF.operationsRange.lowerBound,
        memoryKiB: PasswordKDF.memoryRangeKiB.lowerBound)
}

func testSeed(_ byte: UInt8) -> SecretBytes {
    SecretBytes(copying: [UInt8](repeating: byte, count: 32))
}

func testTime(_ seconds: Int64) throws -> Timestamp {
    try Timestamp(rfc3339: "2026-11-01T00:00:00Z").adding(seconds: seconds)
}
