/// What handling is chosen by: *öppen < sekretess < BH < K < H < KH*.
///
/// Derived from a label's security class and secrecy; never chosen beside them.
package enum Level: Int, CaseIterable, Sendable, Hashable, Codable {
    /// *Öppen*.
    case open
    /// *Sekretess* under OSL, without security class.
    case secrecy
    /// *Begränsat hemlig* (BH).
    case restricted
    /// *Konfidentiell* (K).
    case confidential
    /// *Hemlig* (H).
    case secret
    /// *Kvalificerat hemlig* (KH).
    case topSecret

    /// The name in files, options and output: `oppen`, `sekretess`, `begransat-hemlig`, …
    package var name: String { Self.names[rawValue] }

    /// The field's own abbreviation, or `nil` where it has none: `BH`, `K`, `H`, `KH`.
    package var abbreviation: String? { Self.abbreviations[rawValue] }

    /// Reads a name or abbreviation, in any case, with or without diacritics (`Begränsat hemlig`,
    /// `bh`).
    ///
    /// - Throws: ``LabelError/levelUnknown(text:)``.
    package init(_ text: String) throws(LabelError) {
        // Registries are full of names as they are written here.
        if let index = Self.names.firstIndex(of: text) {
            self = Self.allCases[index]
            return
        }
        let folded = foldedName(text)
        for level in Self.allCases
        where level.name == folded || level.abbreviation?.lowercased() == folded {
            self = level
            return
        }
        throw .levelUnknown(text: text)
    }

    /// Whether the information bears a security class (SäkL 2:5), that is BH or above.
    package var isClassified: Bool { self >= .restricted }

    private static let names = [
        "oppen", "sekretess", "begransat-hemlig", "konfidentiell", "hemlig", "kvalificerat-hemlig",
    ]
    private static let abbreviations: [String?] = [nil, nil, "BH", "K", "H", "KH"]
}

extension Level: Comparable {
    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}

extension Level: CustomStringConvertible {
    package var description: String { name }
}

/// Lower case, å and ä as a, ö as o, spaces as hyphens. Characters compare by canonical
/// equivalence, so a decomposed
/// ö folds as well.
func foldedName(_ text: String) -> String {
    String(
        text.lowercased().map { character in
            switch character {
            case "å", "ä": "a"
            case "ö": "o"
            case " ": "-"
            default: character
            }
        })
}
