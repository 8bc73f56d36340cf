import Identity

/// The Swedish marking a reader must see (SäkF 3:7; OSL 5:5).
package struct Marking: Equatable, Sendable {
    /// `ÖVNING`, `TEST` or nothing; stands before everything else.
    package let status: String?
    /// The level in capitals, as stamped on paper: `BEGRÄNSAT HEMLIG`.
    package let level: String
    /// One line per secrecy marking: provision, date, authority.
    package let secrecy: [String]

    package init(_ label: Label) {
        status = Self.statusText(label.status)
        level = Self.levelText(label.level)
        secrecy = label.secrecy.map { marking in
            "Sekretess enligt \(marking.provision), \(marking.date.rfc3339.prefix(10)), \(marking.authority)"
        }
    }

    /// All on one line: `ÖVNING · HEMLIG · Sekretess enligt OSL 15:2, 2026-11-23,
    /// polisen-region-stockholm`.
    package var line: String {
        ([status, level].compactMap { $0 } + secrecy).joined(separator: " · ")
    }

    /// The marking text of a level.
    package static func levelText(_ level: Level) -> String {
        switch level {
        case .open: "ÖPPEN"
        case .secrecy: "SEKRETESS"
        case .restricted: "BEGRÄNSAT HEMLIG"
        case .confidential: "KONFIDENTIELL"
        case .secret: "HEMLIG"
        case .topSecret: "KVALIFICERAT HEMLIG"
        }
    }

    /// What everything of an exercise bears.
    package static let exerciseText = "ÖVNING"

    private static func statusText(_ status: Status) -> String? {
        switch status {
        case .actual: nil
        case .exercise(let id): "\(exerciseText) (\(id))"
        case .test: "TEST"
        }
    }
}
