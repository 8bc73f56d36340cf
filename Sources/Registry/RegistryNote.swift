package import Identity
package import Notes
import Primitives

/// The text of a note in the root chain: what the root authorities sign.
///
///     budkavle-registry-root v1
///     region stockholm
///     sequence 1
///     previous 5f7c1a…
///     time 2026-11-01T12:00:00Z
///     revoke-actor kommun-solna at=2026-11-01T12:00:00Z
///
/// `previous` is the SHA-256 of the preceding note's text, `-` in the first. Reading accepts
/// exactly what writing gives. Spec: Registry#root-chain.
package struct RootNote: Hashable, Sendable {
    package let region: RegionID
    package let sequence: Int
    /// `nil` in the first note alone.
    package let previous: Digest?
    package let time: Timestamp
    package let statements: [RootStatement]

    package init(
        region: RegionID, sequence: Int, previous: Digest?, time: Timestamp,
        statements: [RootStatement]
    ) {
        self.region = region
        self.sequence = sequence
        self.previous = previous
        self.time = time
        self.statements = statements
    }

    package var text: String {
        statements.reduce(
            into: """
                \(Self.type)
                region \(region)
                sequence \(sequence)
                previous \(previous?.hex ?? "-")
                time \(time)

                """
        ) { $0 += $1.text }
    }

    /// - Throws: ``RegistryError/malformed(line:expected:)`` for anything ``text`` would not have
    ///   written, and for a note without statements.
    package init(text: String) throws(RegistryError) {
        var reader = try StatementReader(text)
        try reader.type(Self.type)
        region = try reader.region()
        sequence = try reader.sequence()
        previous = try reader.previous(isFirst: sequence == 0)
        time = try reader.time()
        var statements: [RootStatement] = []
        repeat { statements.append(try RootStatement(from: &reader)) } while !reader.isAtEnd
        self.statements = statements
        try StatementReader.requireCanonical(text, written: self.text)
    }

    private static let type = "budkavle-registry-root v1"
}

/// The text of a note in an actor's sub-chain: what the actor's identity signs.
///
///     budkavle-registry-actor v1
///     region stockholm
///     actor kommun-solna
///     sequence 3
///     previous 0d81fe…
///     time 2026-11-01T12:00:00Z
///     revoke-key 2b1c09d4f0a75e6633219a0a5c5d3e41 at=2026-11-01T12:00:00Z
///
/// `previous` is the SHA-256 of the preceding note's text; in the first, of the root note that
/// added the actor. Reading accepts exactly what writing gives. Spec: Registry#sub-chains.
package struct ActorNote: Hashable, Sendable {
    package let region: RegionID
    package let actor: ActorID
    package let sequence: Int
    package let previous: Digest
    package let time: Timestamp
    package let statements: [ActorStatement]

    package init(
        region: RegionID, actor: ActorID, sequence: Int, previous: Digest, time: Timestamp,
        statements: [ActorStatement]
    ) {
        self.region = region
        self.actor = actor
        self.sequence = sequence
        self.previous = previous
        self.time = time
        self.statements = statements
    }

    package var text: String {
        statements.reduce(
            into: """
                \(Self.type)
                region \(region)
                actor \(actor)
                sequence \(sequence)
                previous \(previous)
                time \(time)

                """
        ) { $0 += $1.text }
    }

    /// - Throws: ``RegistryError/malformed(line:expected:)`` for anything ``text`` would not have
    ///   written, and for a note without statements.
    package init(text: String) throws(RegistryError) {
        var reader = try StatementReader(text)
        try reader.type(Self.type)
        region = try reader.region()
        var line = try reader.take("actor")
        try line.keyword("actor")
        actor = try line.name()
        try line.end()
        sequence = try reader.sequence()
        guard let previous = try reader.previous(isFirst: false) else {
            throw .malformed(line: reader.line, expected: "previous with SHA-256")
        }
        self.previous = previous
        time = try reader.time()
        var statements: [ActorStatement] = []
        repeat { statements.append(try ActorStatement(from: &reader)) } while !reader.isAtEnd
        self.statements = statements
        try StatementReader.requireCanonical(text, written: self.text)
    }

    /// Whether a text calls itself an actor's note, of whatever version.
    static func isType(of text: String) -> Bool { text.hasPrefix("budkavle-registry-actor ") }

    private static let type = "budkavle-registry-actor v1"
}

extension SignedNote {
    /// What the next note of a chain names as `previous`: SHA-256 of the text, signatures left out,
    /// so that one more signer does not make it another note.
    package var textDigest: Digest { Hashing.sha256(Array(text.utf8)) }
}

extension StatementReader {
    fileprivate mutating func type(_ type: String) throws(RegistryError) {
        let words = type.split(separator: " ")
        var line = try take(type)
        do { for word in words { try line.keyword(String(word)) } } catch {
            throw line.malformed(type)
        }
        try line.end()
    }

    fileprivate mutating func region() throws(RegistryError) -> RegionID {
        let text = try value(after: "region")
        do { return try RegionID(text) } catch {
            throw .malformed(line: line, expected: "name of a region")
        }
    }

    fileprivate mutating func sequence() throws(RegistryError) -> Int {
        guard let sequence = Int(try value(after: "sequence")),
            (0..<chainLengthMax).contains(sequence)
        else { throw .malformed(line: line, expected: "sequence below \(chainLengthMax)") }
        return sequence
    }

    fileprivate mutating func previous(isFirst: Bool) throws(RegistryError) -> Digest? {
        let text = try value(after: "previous")
        if isFirst {
            guard text == "-" else { throw .malformed(line: line, expected: "previous -") }
            return nil
        }
        do { return try Digest(hex: text) } catch {
            throw .malformed(line: line, expected: "previous with SHA-256")
        }
    }

    fileprivate mutating func time() throws(RegistryError) -> Timestamp {
        let text = try value(after: "time")
        do { return try Timestamp(canonical: text) } catch {
            throw .malformed(line: line, expected: "time in UTC")
        }
    }
}

/// The most notes of one chain; file names have six digits.
package let chainLengthMax = 1_000_000
