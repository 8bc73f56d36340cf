import FoundationEssentials
package import Identity

/// The registry's heads this relay had in force, in a file, one in hexadecimal a line.
///
/// A freshness note names a head. After a restart under a longer registry the relay must know that
/// it has passed that head already, or it would take itself to be behind and deny everything until
/// the next note.
package struct HeadMemory: Sendable {
    private let path: String

    package init(path: String) { self.path = path }

    /// What is remembered; lines that cannot be read are passed over.
    package func heads() -> Set<Digest> {
        guard let content = FileManager.default.contents(atPath: path) else { return [] }
        let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
        return Set(lines.suffix(Self.headsMax).compactMap { try? Digest(hex: String($0)) })
    }

    /// - Throws: ``RelayError/fileUnwritable(path:)``.
    package func remember(_ head: Digest) throws(RelayError) {
        var heads = heads()
        guard heads.insert(head).inserted else { return }
        // The present one last, so that it is the last to be forgotten.
        let lines = heads.subtracting([head]).map(\.hex).suffix(Self.headsMax - 1) + [head.hex]
        do {
            try Data((lines.joined(separator: "\n") + "\n").utf8)
                .write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .fileUnwritable(path: path)
        }
    }

    private static let headsMax = 10_000
}
