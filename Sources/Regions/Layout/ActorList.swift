import Files
package import Identity

/// A plain list of actors: one identifier a line, `#` begins a comment.
package enum ActorList {
    /// - Throws: ``RegionError/actorListInvalid(path:line:text:)``, `FileError`.
    package static func read(_ path: String) throws -> [ActorID] {
        let bytes = try File.read(path, limitBytes: listMaxBytes)
        var actors: [ActorID] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            let word = trimmed(text.prefix { $0 != "#" })
            if word.isEmpty { continue }
            guard let actor = try? ActorID(word), !actors.contains(actor) else {
                throw RegionError.actorListInvalid(path: path, line: index + 1, text: word)
            }
            actors.append(actor)
        }
        guard !actors.isEmpty else {
            throw RegionError.actorListInvalid(path: path, line: 1, text: "")
        }
        return actors
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return String(text)
    }
}

private let listMaxBytes = 1 << 20
