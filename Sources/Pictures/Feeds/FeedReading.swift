import Documents

/// What a feed gave: the notices, and the entries that were none, each with its reason.
///
/// One bad entry must not silence the others, nor vanish without a word.
package struct FeedReading: Equatable, Sendable {
    package var notices: [Notice] = []
    package var refused: [PicturesError] = []

    /// Runs `make` for every entry and sorts the outcome.
    static func of(
        _ entries: [JSONNode], path: String,
        _ make: (FeedEntry) throws(PicturesError) -> Notice
    ) -> FeedReading {
        var reading = FeedReading()
        for (index, node) in entries.enumerated() {
            do throws(PicturesError) {
                let entry = FeedEntry(node: node, path: "\(path)[\(index)]")
                reading.notices.append(try entry.placing(make))
            } catch {
                reading.refused.append(error)
            }
        }
        return reading
    }
}

/// One entry of somebody else's feed: unknown members and `null` are nobody's fault.
struct FeedEntry {
    let node: JSONNode
    let path: String

    /// Text without markup, or `nil` when missing, `null` or blank.
    func text(_ key: String) -> String? {
        guard let text = node[key]?.stringOrInteger else { return nil }
        let plain = MarkupText.plain(text)
        return plain.isEmpty ? nil : plain
    }

    /// The same on one line.
    func line(_ key: String) -> String? { text(key)?.replacing("\n", with: " ") }

    /// The first of the members that says anything, on one line.
    func required(_ key: String, or other: String? = nil) throws(PicturesError) -> String {
        if let line = line(key) { return line }
        guard let line = other.flatMap({ line($0) }) else { throw failure(.keyMissing(key)) }
        return line
    }

    func failure(_ defect: JSONDefect) -> PicturesError {
        .jsonInvalid(defect, path: path)
    }

    /// Gives a field's complaint the entry's place.
    fileprivate func placing(_ make: (FeedEntry) throws(PicturesError) -> Notice)
        throws(PicturesError) -> Notice
    {
        do { return try make(self) } catch .fieldInvalid(let field, let defect) {
            throw .jsonInvalid(
                .fieldInvalid(defect), path: "\(path).\(field)")
        }
    }
}
