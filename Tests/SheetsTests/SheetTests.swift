import TestSupport
import Testing

@testable import Sheets

struct SheetTests {
    private func content(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ $0 >> 8) }
    }

    private func gathered(_ texts: [String]) throws(SheetError) -> [UInt8] {
        var gathering = SheetGathering()
        for text in texts { _ = try gathering.add(SheetPart(text: text)) }
        return try gathering.content()
    }

    /// Computed apart, in another language.
    @Test func `the example of the Spec is what is made`() throws {
        let sheet = try Sheet(Array("budkavle".utf8), partBytes: 4)
        #expect(sheet.id.text == "ef9a400bb8fc068f")
        #expect(
            sheet.parts.map(\.text) == [
                "BUDKAVLE1:3DUF48GHNE$00002001000008005KCCVC",
                "BUDKAVLE1:3DUF48GHNE$0100200100000800KECTVD",
                "BUDKAVLE1:3DUF48GHNE$02002001000008006H0$01",
            ])
    }

    @Test(arguments: [1, 599, 600, 601, 2_400, 2_401, 3_000, 65_536])
    func `a sheet carries any content, its codes in any order and more than once`(
        _ count: Int
    ) throws {
        let content = content(count)
        let texts = try Sheet(content).parts.map(\.text)
        #expect(try gathered(texts) == content)
        #expect(try gathered((texts + texts).reversed()) == content)
    }

    @Test func `every code has the characters of a QR code's densest text mode`() throws {
        let allowed = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        for part in try Sheet(content(3_000)).parts {
            #expect(part.text.allSatisfy(allowed.contains))
            // QR version 20 with error correction M holds 970 of them.
            #expect(part.text.count <= 970)
        }
    }

    @Test(arguments: [1, 4, 5, 12, 13])
    func `of each group any one code may be lost, and no two`(_ dataCount: Int) throws {
        let content = content(dataCount * 600 - 7)
        let parts = try Sheet(content).parts
        let groups = Sheet.parityCount(for: dataCount)
        func group(_ part: SheetPart) -> Int {
            part.index < dataCount ? part.index % groups : part.index - dataCount
        }
        // The same place of every group at once: the stated share.
        for place in 0...Sheet.groupDataMax {
            let left = Dictionary(grouping: parts, by: group).values.flatMap { members in
                members.enumerated().filter { $0.offset != place }.map(\.element)
            }
            guard !left.isEmpty else { continue }
            #expect(try gathered(left.map(\.text)) == content)
        }
        for part in parts {
            let others = parts.filter { $0.index != part.index }
            guard let second = others.first(where: { group($0) == group(part) }) else { continue }
            let left = others.filter { $0.index != second.index }
            guard !left.isEmpty else { continue }
            let missing = [part.index + 1, second.index + 1].sorted()
            #expect(throws: SheetError.incomplete(missing: missing, count: parts.count)) {
                try gathered(left.map(\.text))
            }
        }
    }

    @Test func `neighbours on the paper belong to different groups`() throws {
        let parts = try Sheet(content(12 * 600)).parts
        let three = parts.filter { !(3..<6).contains($0.index) }
        #expect(try gathered(three.map(\.text)) == content(12 * 600))
    }

    @Test func `nothing, and more than a sheet carries, is refused`() {
        #expect(throws: SheetError.empty) { try Sheet([]) }
        let limit = Sheet.contentMaxBytes
        #expect(throws: SheetError.tooLarge(limitBytes: limit, foundBytes: limit + 1)) {
            try Sheet(content(limit + 1))
        }
        #expect(throws: SheetError.empty) { try SheetGathering().content() }
    }

    @Test func `codes of two sheets are not mixed`() throws {
        let (one, other) = (try Sheet(content(900)), try Sheet(content(901)))
        #expect(throws: SheetError.partOfOther(other.id, expected: one.id)) {
            try gathered([one.parts[0].text, other.parts[1].text])
        }
    }

    @Test func `a code that was changed does not become content`() throws {
        let parts = try Sheet(content(900)).parts
        let changed = SheetPart(
            sheet: parts[0].sheet, index: 0, dataCount: 2, parityCount: 1, contentBytes: 900,
            bytes: parts[0].bytes.map { $0 ^ 1 })
        #expect(throws: SheetError.damaged(parts[0].sheet)) {
            try gathered([changed.text, parts[1].text])
        }
        #expect(throws: SheetError.partContradicts(number: 1)) {
            try gathered([parts[0].text, changed.text])
        }
    }

    @Test(arguments: [
        "", "https://example.org", "BUDKAVLE2:ABC", "budkavle1:ABC",
    ])
    func `codes of other things are told apart`(_ text: String) {
        #expect(throws: SheetError.partForeign) { try SheetPart(text: text) }
    }

    @Test func `numbers that cannot be are refused, whatever they are`() throws {
        let part = try Sheet(content(3_000)).parts[2]
        let bytes = try #require(Base45.decode(part.text.dropFirst("BUDKAVLE1:".count)))
        #expect(try SheetPart(text: "BUDKAVLE1:" + Base45.encode(bytes)) == part)
        // Number, counts and size: every value of every byte of the head.
        for place in 8..<18 {
            for value in UInt8.min...UInt8.max where value != bytes[place] {
                var other = bytes
                other[place] = value
                let text = "BUDKAVLE1:" + Base45.encode(other)
                guard let read = try? SheetPart(text: text) else { continue }
                // It may be another code of such a sheet; it never stands outside it.
                #expect(read.index < read.count && read.contentBytes <= Sheet.contentMaxBytes)
                #expect(read.dataCount == part.dataCount && read.parityCount == part.parityCount)
            }
        }
        for count in 0..<19 {
            let text = "BUDKAVLE1:" + Base45.encode(Array(bytes.prefix(count)))
            #expect(throws: SheetError.partInvalid) { try SheetPart(text: text) }
        }
    }

    @Test func `random texts under our mark are refused or read, and never trap`() {
        var random = Seeded(seed: 7)
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<60, using: &random)
            let text = String(
                (0..<count).compactMap { _ in alphabet.randomElement(using: &random) })
            _ = try? SheetPart(text: "BUDKAVLE1:" + text)
        }
    }
}
