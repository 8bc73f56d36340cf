import ContentWording
import Foundation
import Identity
import Labels
import Node
import Registers
import Wording

/// What leaves the vault bears: as a line, and as a file beside what cannot be written on.
struct MarkText {
    private let mark: ExemplarMark

    init(_ mark: ExemplarMark) { self.mark = mark }

    /// In the directory of an exported message.
    static let fileName = "marking.txt"

    /// `HEMLIG · exemplar 3 av 4 i 2026-14 · uttaget 2026-11-26T08:00:00Z · person:person-1`
    var line: Phrase {
        let exemplar = exemplar.map { ["\($0.swedish)", "\($0.english)"] } ?? ["", ""]
        func joined(_ parts: [String]) -> String {
            parts.filter { !$0.isEmpty }.joined(separator: " · ")
        }
        return Phrase(
            sv: joined([mark.marking, exemplar[0], "uttaget \(mark.time)", mark.holder.text]),
            en: joined([mark.marking, exemplar[1], "taken out \(mark.time)", mark.holder.text]))
    }

    /// `nil` where no register is kept.
    var exemplar: Phrase? {
        guard let number = mark.exemplar, let register = mark.register else { return nil }
        let count = mark.exemplarCount ?? number
        return Phrase(
            sv: "exemplar \(number) (av \(count)) i \(register)",
            en: "exemplar \(number) (of \(count)) in \(register)")
    }

    /// One fact a line, in Swedish first: whoever finds the file may read only one of the two.
    var text: String {
        let status = StatusKind(rawValue: mark.status)?.phrase ?? Phrase(verbatim: mark.status)
        let lines: [(Phrase, Phrase)] = [
            (Phrase(sv: "Status", en: "status"), status),
            (Phrase(sv: "Exemplar", en: "exemplar"), exemplar ?? Phrase(verbatim: "–")),
            (Phrase(sv: "Bilagor", en: "enclosures"), Phrase(verbatim: "\(mark.enclosures)")),
            (Phrase(sv: "Uttaget", en: "taken out"), Phrase(verbatim: mark.time.rfc3339)),
            (Phrase(sv: "Innehavare", en: "holder"), Phrase(verbatim: mark.holder.text)),
            (Phrase(sv: "Meddelande", en: "message"), Phrase(verbatim: mark.message.hex)),
        ]
        let body = lines.map { name, value in
            let both =
                value.swedish == value.english
                ? value.swedish : "\(value.swedish) / \(value.english)"
            return "\(name.swedish) / \(name.english): \(both)\n"
        }
        return mark.marking + "\n" + body.joined()
    }

    func write(to file: URL) throws {
        try NodeDirectory.writePrivate(Array(text.utf8), to: file)
    }

    /// As `FILE.marking.txt`.
    func write(beside path: String) throws {
        try write(to: URL(filePath: "\(path).\(Self.fileName)"))
    }
}
