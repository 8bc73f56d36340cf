/// The names that a word, which is none of them, may have been meant for: those a few letters away,
/// those that contain it and those it contains; the nearest first.
///
/// For asking back alone: nothing is ever decided by likeness.
package func nearNames(to word: String, among names: some Sequence<String>) -> [String] {
    guard (1...nameLengthMaxBytes).contains(word.utf8.count) else { return [] }
    let near = names.compactMap { name -> (edits: Int, name: String)? in
        let edits = word.edits(to: name)
        return edits <= editsMaxCount || isPart(word, of: name) || isPart(name, of: word)
            ? (edits, name) : nil
    }
    return near.sorted { $0 < $1 }.prefix(nearNamesMaxCount).map(\.name)
}

private func isPart(_ word: String, of other: String) -> Bool {
    word.utf8.count >= partMinBytes && other.contains(word)
}

extension String {
    /// How many letters must be put in, left out or changed to make `other` of it.
    package func edits(to other: String) -> Int {
        var row = Array(0...other.count)
        for (line, letter) in enumerated() {
            var (diagonal, next) = (row[0], [line + 1])
            for (column, wanted) in other.enumerated() {
                let changed = diagonal + (letter == wanted ? 0 : 1)
                diagonal = row[column + 1]
                next.append(Swift.min(changed, next[column] + 1, diagonal + 1))
            }
            row = next
        }
        return row[other.count]
    }
}

/// More would be a list, which commands of their own give.
package let nearNamesMaxCount = 3
/// Two letters exchanged are two.
private let editsMaxCount = 2
/// Shorter words are parts of too many names.
private let partMinBytes = 4
