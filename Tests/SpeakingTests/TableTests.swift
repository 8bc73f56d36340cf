import Speaking
import Testing
import Wording

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

    @Test func `a cell is a line, whatever stands in it`() {
        let text = table([["a\u{1B}[2J", "b\nc"]]).text(in: .english, columns: nil)
        #expect(text == "what        why\na\\u{1B}[2J  b\\nc")
    }

    private static let reason =
        "Säkerhetsskyddsavtal mellan lansstyrelsen-stockholm och kommun-solna saknas."

    @Test(arguments: [20, 30, 40, 80, 200])
    func `a table fits the terminal and loses nothing`(_ columns: Int) {
        let text = table([["agreement.pair", Self.reason]]).text(in: .english, columns: columns)
        for line in text.split(separator: "\n") { #expect(line.displayWidth <= columns) }
        let letters = text.filter { !$0.isWhitespace }
        for word in ["agreement.pair", "kommun-solna"] where columns >= 40 {
            #expect(text.contains(word))
        }
        #expect(letters.count >= (Self.reason + "agreement.pair").filter { !$0.isWhitespace }.count)
    }

    @Test func `at two hundred columns a row is a line, at forty its words go on below`() {
        let rows = [["agreement.pair", Self.reason]]
        #expect(table(rows).text(in: .english, columns: 200).split(separator: "\n").count == 2)
        let narrow = table(rows).text(in: .english, columns: 40).split(separator: "\n")
        #expect(narrow.count > 3)
        // The second column begins where its heading does.
        let column = narrow[0].distance(
            from: narrow[0].startIndex,
            to: narrow[0].firstRange(of: "why")?.lowerBound ?? narrow[0].startIndex)
        for line in narrow.dropFirst() {
            #expect(line.dropFirst(column).first != " ", "\(line)")
        }
    }

    @Test(arguments: [40, 80, 200])
    func `nine columns fit any terminal, as paragraphs where they cannot stand side by side`(
        _ columns: Int
    ) {
        let names = (1...9).map { "rubrik\($0)" }
        var table = Table(names.map { Phrase(verbatim: $0) })
        table.add((1...9).map { "värde-nummer-\($0)" })
        table.add((1...9).map { $0 == 5 ? "" : "annat-\($0)" })
        let text = table.text(in: .swedish, columns: columns)
        for line in text.split(separator: "\n") { #expect(line.displayWidth <= columns) }
        for number in 1...9 { #expect(text.contains("nummer-\(number)") || columns == 200) }
        #expect(text.contains("rubrik1: värde-nummer-1") == (columns < 88))
    }

    @Test func `numbers end in line, and words begin in line`() {
        var table = Table(
            [Phrase(sv: "Nivå", en: "Level"), Phrase(sv: "Antal", en: "Number")], numbersFrom: 1)
        table.add(["sekretess", "12"])
        #expect(table.text(in: .swedish, columns: 16) == "Nivå       Antal\nsekretess     12")
    }

    @Test(arguments: [
        ("åäö", 3), ("a\u{30a}a\u{308}o\u{308}", 3), ("e\u{301}", 1), ("", 0), ("漢字", 4),
        ("한", 2), ("🚒", 2), ("❤", 1), ("❤\u{fe0f}", 2), ("a\u{200d}b", 2), ("\u{301}", 0),
        ("→ –”", 4),
    ])
    func `a text is as wide as the columns it takes`(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `letters made of two parts stand under letters made of one`() {
        let text = table([["åäö", "x"], ["a\u{30a}a\u{308}o\u{308}", "x"], ["漢", "x"]])
            .text(in: .swedish, columns: 80)
        let rows = text.split(separator: "\n").dropFirst()
        #expect(Set(rows.map { $0.prefix { $0 != "x" }.displayWidth }) == [5])
    }

    @Test(arguments: [
        ("ett två tre", 7, ["ett två", "tre"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]), ("a bcdefg", 4, ["a", "bcde", "fg"]), ("漢字漢", 5, ["漢字", "漢"]),
        ("漢字", 1, ["漢", "字"]),
    ])
    func `text breaks at spaces, and in a word that is longer than a line`(
        _ text: String, _ width: Int, _ lines: [String]
    ) {
        #expect(wrap(text, to: width) == lines)
    }
}
