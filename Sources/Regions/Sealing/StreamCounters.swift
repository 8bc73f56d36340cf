import Files
package import Identity
package import Labels
import Primitives

/// How many messages each recipient has been sealed by a ring's actor, kept beside the ring, so
/// that a recipient notices when one is missing.
///
/// One process at a time: the lock is held for as long as the object lives, that is from the moment
/// numbers are drawn until they are kept.
///
///     budkavle-counters v1
///     hemlig exercise sos-alarm 4
///     audience 5f7c1a… 2
package final class StreamCounters {
    private let path: String
    private let lock: FileLock
    private var counts: [String: UInt64]

    /// - Throws: `FileError`, ``RegionError/countersInvalid(path:line:)``.
    package init(_ folder: RingFolder) throws {
        path = folder.counters
        lock = try FileLock(folder.counters + ".lock")
        counts = try Self.read(path)
    }

    /// The next number of the recipient's stream.
    package func next(for recipient: ActorID, _ level: Level, _ status: StatusKind) -> UInt64 {
        next("\(level) \(status.rawValue) \(recipient)")
    }

    /// The next number of what is signed for an audience.
    package func next(for audience: Audience) -> UInt64 {
        let text = audience.clauses.map { $0.terms.map(\.text).joined(separator: "|") }
            .joined(separator: "&")
        return next("audience \(Hashing.sha256(Array(text.utf8)))")
    }

    /// Keeps the numbers that were drawn: to be called when the message is whole and before
    /// anybody sees it, since a number used twice would look like a message withheld.
    package func keep() throws {
        let lines = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
        try File.writePrivate(
            Array((Self.header + "\n" + lines.joined()).utf8), to: path, replacing: true)
    }

    private func next(_ stream: String) -> UInt64 {
        let number = (counts[stream] ?? 0) + 1
        counts[stream] = number
        return number
    }

    private static func read(_ path: String) throws -> [String: UInt64] {
        guard File.isThere(path) else { return [:] }
        let text = String(
            decoding: try File.readPrivate(path, limitBytes: countersMaxBytes), as: UTF8.self)
        let lines = text.split(separator: "\n")
        guard lines.first == header[...] else {
            throw RegionError.countersInvalid(path: path, line: 1)
        }
        var counts: [String: UInt64] = [:]
        for (index, line) in lines.enumerated().dropFirst() {
            guard let space = line.lastIndex(of: " "),
                let count = UInt64(line[line.index(after: space)...]), count < .max,
                counts.updateValue(count, forKey: String(line[..<space])) == nil
            else { throw RegionError.countersInvalid(path: path, line: index + 1) }
        }
        return counts
    }

    private static let header = "budkavle-counters v1"
}

private let countersMaxBytes = 4 << 20
