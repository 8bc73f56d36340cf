import Testing
import Wording

@testable import BudkavleCommand

struct TableTests {
    private func table(_ rows: [[String]]) -> Table {
        var table = Table([Phrase(sv: "vad", en: "what"), Phrase(sv: "varför", en: "why")])
        for row in rows { table.add(row) }
        return table
    }

    @Test func `columns are as wide as they need to be where there is room`() {
        let text = table([["agreement.pair", "avtal saknas"]]).text(in: .swedish, columns: nil)
        #expect(text == "vad             varför\nagreement.pair  avtal saknas")
    }

    @Test(arguments: [20, 30, 40, 80])
    func `a table fits the terminal and loses nothing`(_ columns: Int) {
        let reason = "Säkerhetsskyddsavtal mellan lansstyrelsen-stockholm och kommun-solna saknas."
        let text = table([["agreement.pair", reason]]).text(in: .english, columns: columns)
        for line in text.split(separator: "\n") { #expect(line.count <= columns) }
        let letters = Set(text.filter(\.isLetter))
        #expect(letters.isSuperset(of: reason.filter(\.isLetter)))
    }

    @Test(arguments: [
        ("ett två tre", 7, ["ett två", "tre"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]), ("a bcdefg", 4, ["a", "bcde", "fg"]),
    ])
    func `text breaks at spaces, and in a word that is longer than a line`(
        _ text: String, _ width: Int, _ lines: [String]
    ) {
        #expect(wrap(text, to: width) == lines)
    }
}
