import FoundationEssentials
package import Identity

/// The heads a registry has had on this machine, oldest first.
///
/// A freshness note names a head. After a restart under a longer registry a relay or node must know
/// that it has passed that head already, or it would take itself to be behind and deny everything
/// until the next note.
package struct RegistryHeads: Equatable, Sendable {
    private var inOrder: [Digest] = []
    package private(set) var all: Set<Digest> = []

    package init() {}

    /// One in hexadecimal a line; lines that cannot be read are passed over.
    package init(parsing text: String) {
        for line in text.split(separator: "\n") {
            if let head = try? Digest(hex: String(line)) { remember(head) }
        }
    }

    package var text: String { inOrder.map { $0.hex + "\n" }.joined() }

    /// The oldest is forgotten when there are too many.
    ///
    /// - Returns: whether it was a new one.
    @discardableResult
    package mutating func remember(_ head: Digest) -> Bool {
        guard all.insert(head).inserted else { return false }
        inOrder.append(head)
        if inOrder.count > Self.headsMax { all.remove(inOrder.removeFirst()) }
        return true
    }

    package static let headsMax = 10_000
}

/// ``RegistryHeads`` in a file.
package struct HeadMemory: Sendable {
    private let path: String

    package init(path: String) { self.path = path }

    /// What is remembered; nothing when there is no such file.
    package func heads() -> RegistryHeads {
        guard let content = FileManager.default.contents(atPath: path) else {
            return RegistryHeads()
        }
        return RegistryHeads(parsing: String(decoding: content, as: UTF8.self))
    }

    /// - Throws: ``RegionDirectoryError/unwritable(_:)``.
    package func remember(_ head: Digest) throws(RegionDirectoryError) {
        var heads = heads()
        guard heads.remember(head) else { return }
        do {
            try Data(heads.text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(path)
        }
    }
}
