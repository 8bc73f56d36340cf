/// The name that a misspelt word is most like; `nil` where it is like none.
package func nearestName(to word: String, among names: [String]) -> String? {
    names.map { (name: $0, edits: word.edits(to: $0)) }.filter { $0.edits <= editsMax }
        .min { $0.edits < $1.edits }?.name
}

/// Two letters exchanged are two.
private let editsMax = 2

extension String {
    /// How many letters must be put in, left out or changed to make `other` of it.
    fileprivate func edits(to other: String) -> Int {
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
