import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

/// Damaged documents are refused, or mean something that can be written and read again.
struct DamageTests {
    /// `BUDKAVLE_ROUNDS` asks for more.
    @Test(.enabled(if: SharedData.isPresent))
    func `whatever alert is read from a damaged one is written, reads the same, and is valid`()
        async throws
    {
        var written: [[UInt8]] = []
        for (round, bytes) in Self.damaged(CAPReaderTests.whole, 0xDA1, Self.xmlTokens) {
            guard let alert = try? CAPReader.read(bytes) else { continue }
            let document = try alert.xml()
            #expect(try CAPReader.read(document) == alert.restated, "round \(round)")
            written.append(document)
        }
        #expect(written.count >= 20)
        let verdicts = try await IndependentValidator.xml(written, schema: CAPWriterTests.schema)
        for (document, isValid) in zip(written, verdicts) {
            #expect(isValid, "\(String(decoding: document, as: UTF8.self))")
        }
    }

    @Test func `whatever map is read from a damaged one is written, and python3-geojson agrees`()
        async throws
    {
        var written: [[UInt8]] = []
        for (round, bytes) in Self.damaged(GeoReaderTests.whole, 0xDA2, Self.jsonTokens) {
            guard let map = try? GeoReader.read(bytes) else { continue }
            let again = try GeoReader.read(map.json)
            #expect(again.root == map.root && again.origin == map.origin, "round \(round)")
            _ = map.rendering(.swedish)
            written.append(map.json)
        }
        #expect(written.count >= 20)
        let verdicts = try await IndependentValidator.geoJSON(written)
        for (document, isValid) in zip(written, verdicts) {
            #expect(isValid, "\(String(decoding: document, as: UTF8.self))")
        }
    }

    @Test(arguments: ["notice", "picture"])
    func `what is read from a damaged notice or picture is valid by its schema`(_ name: String)
        async throws
    {
        let base = name == "notice" ? PictureTests.notice : PictureTests.picture
        let documents = Self.damaged(base, 0xDA3, Self.jsonTokens).map(\.bytes)
        let read = documents.filter { bytes in
            name == "notice"
                ? (try? Notice(json: bytes)) != nil : (try? SituationPicture(json: bytes)) != nil
        }
        #expect(read.count >= 5 && read.count < documents.count)
        let verdicts = try await IndependentValidator.json(
            read, schema: SchemaTests.schema(name))
        for (document, isValid) in zip(read, verdicts) {
            #expect(isValid, "\(String(decoding: document, as: UTF8.self))")
        }
    }

    private static func damaged(
        _ base: String, _ seed: UInt64, _ tokens: [String]
    ) -> [(round: UInt64, bytes: [UInt8])] {
        (0..<Seeded.rounds(60) * 20).map { round in
            var random = Seeded(seed: seed << 32 + round)
            var bytes = Array(base.utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                Damage.apply(tokens, to: &bytes, using: &random)
            }
            return (round, bytes)
        }
    }

    private static let xmlTokens = [
        "&#10;", "&#13;", "&amp;", "<![CDATA[ ]]>", " ", "\n", "å", "\u{85}", "-", "0", "9", ",",
        "<web>a:b</web>", "<language>a-1</language>", "<code>x</code>", "<note/>", "<!-- x -->",
        "<circle>1,2 3</circle>", "+", "e", "%", "<web>//a b</web>",
    ]
    private static let jsonTokens = [
        "\"a\":1,", "\"", "\\n", "\\u0000", "\\u00e5", "å", "[", "]", "{}", "null", "0", "-", ".",
        "e5",
        "1", ",", " ", "[18,59],", "\"bbox\":[1,2,3,4],", "\"x\\n\":{\"y\":[true]},",
    ]
}
