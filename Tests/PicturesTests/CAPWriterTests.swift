import CorpusSupport
import Documents
import Foundation
import Identity
import Labels
import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

struct CAPWriterTests {
    static let schema = SharedData.url("data/cap/schema/CAP-v1.2.xsd")

    @Test(.enabled(if: SharedData.isPresent))
    func
        `every alert of the corpus is written, reads back the same, and is valid as xmllint judges`()
        async throws
    {
        var names: [String] = []
        var documents: [[UInt8]] = []
        for entry in try AlertManifest.entries() where Corpora.alertRefusals[entry.name] == nil {
            let alert = try CAPReader.read(SharedData.bytes("data/cap/" + entry.name))
            let written = try alert.xml()
            #expect(try CAPReader.read(written) == alert.restated, "\(entry.name)")
            names.append(entry.name)
            documents.append(written)
        }
        #expect(names.count == 21)
        let verdicts = try await IndependentValidator.xml(documents, schema: Self.schema)
        for (name, isValid) in zip(names, verdicts) { #expect(isValid, "\(name)") }
    }

    @Test(.enabled(if: SharedData.isPresent))
    func
        `the judge knows invalid alerts: every file of the corpus is judged as its manifest has it`()
        async throws
    {
        let entries = try AlertManifest.entries().filter {
            $0.ns == CAPVersion.cap12.rawValue && $0.xsdValidAlerts != nil
        }
        let documents = try entries.map { try SharedData.bytes("data/cap/" + $0.name) }
        let verdicts = try await IndependentValidator.xml(documents, schema: Self.schema)
        for (entry, isValid) in zip(entries, verdicts) {
            #expect(isValid == (entry.xsdValidAlerts == 1), "\(entry.name)")
        }
        #expect(verdicts.contains(true) && verdicts.contains(false))
    }

    /// `BUDKAVLE_ROUNDS` asks for more.
    @Test(.enabled(if: SharedData.isPresent))
    func `whatever an alert holds is written, reads back the same, and is valid`() async throws {
        var documents: [[UInt8]] = []
        for seed in 0..<Seeded.rounds(60) {
            var random = Seeded(seed: 0xCA12 + seed)
            let alert = RandomAlert(&random).alert
            let written = try alert.xml()
            #expect(try CAPReader.read(written) == alert, "seed \(seed)")
            documents.append(written)
        }
        let verdicts = try await IndependentValidator.xml(documents, schema: Self.schema)
        for (index, isValid) in verdicts.enumerated() {
            #expect(isValid, "seed \(index): \(String(decoding: documents[index], as: UTF8.self))")
        }
    }

    @Test func `a whole alert is written in the standard's order, times in UTC`() throws {
        let whole = CAPReaderTests.whole
        let alert = try CAPReader.read(Array(whole.utf8))
        let text = String(decoding: try alert.xml(), as: UTF8.self)
        #expect(text.contains("<sent>2026-11-23T05:10:00-00:00</sent>"))
        #expect(text.contains("<polygon>59,18 59.5,18 59.5,18.5 59,18</polygon>"))
        #expect(text.contains("<circle>59.3,18.1 5.5</circle>"))
        #expect(
            text.contains("<references>tib@example.se,id-0,2026-11-23T04:10:00-00:00</references>"))
        func names(_ text: String) -> [String] {
            text.matches(of: /<([A-Za-z]+)/).map { String($0.output.1) }
        }
        #expect(names(text) == names(whole))
    }

    @Test(arguments: [
        (0.0, "0"), (-0.5, "-0.5"), (18.0686, "18.0686"), (1e-5, "0.00001"),
        (-1.25e-7, "-0.000000125"), (1e16, "10000000000000000"), (1.5e21, "1500000000000000000000"),
        (123456789.125, "123456789.125"),
    ])
    func `a decimal is written without exponent and read as the same number`(
        _ number: Double, _ text: String
    ) {
        #expect(plainDecimalText(number) == text)
        #expect(plainDecimal(text) == number)
    }

    @Test func `1.1 becomes 1.2, a resource without media type is of the unknown one`() throws {
        let text = CAPReaderTests.whole.replacing("cap:1.2", with: "cap:1.1")
            .replacing(">Avoid<", with: ">Monitor<")
            .replacing("<mimeType>image/png</mimeType>", with: "")
        let alert = try CAPReader.read(Array(text.utf8))
        let again = try CAPReader.read(alert.xml())
        #expect(again == alert.restated && again.version == .cap12)
        #expect(again.infos[0].resources[0].mediaType == "application/octet-stream")
    }
}

/// Alerts of any shape, with texts that would break a careless writer.
struct RandomAlert {
    let alert: CAPAlert

    init(_ random: inout Seeded) {
        func text() -> String {
            Self.texts.randomElement(using: &random) ?? "x"
        }
        func some<Value>(_ make: () -> Value) -> Value? {
            Bool.random(using: &random) ? make() : nil
        }
        func many<Value>(_ make: () -> Value) -> [Value] {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in make() }
        }
        func time() -> Timestamp {
            Timestamp(
                clampingMilliseconds: Int64.random(in: 0...4_000_000_000, using: &random) * 1_000)
        }
        func one<Value>(_ values: [Value]) -> Value {
            values[Int.random(in: values.indices, using: &random)]
        }
        func pair() -> CAPNamedValue { CAPNamedValue(name: text(), value: one([text(), ""])) }
        func point() -> LatitudeLongitude? {
            try? LatitudeLongitude(
                latitude: one([Double.random(in: -90...90, using: &random), 90, -1e-9]),
                longitude: one([
                    Double.random(in: -180...180, using: &random), -180, .leastNonzeroMagnitude,
                ]))
        }
        func polygon() -> CAPPolygon {
            let points = (0..<3).compactMap { _ in point() }
            return CAPPolygon(points: points + [points[0]])
        }
        func area() -> CAPArea {
            let altitude = some { Double.random(in: -100...1e6, using: &random) }
            return CAPArea(
                description: text(), polygons: many(polygon),
                circles: many {
                    CAPCircle(
                        center: polygon().points[0],
                        radiusKilometres: Double.random(in: 0...500, using: &random))
                }, geocodes: many(pair), altitudeFeet: altitude,
                ceilingFeet: altitude.flatMap { low in some { low + 1 } })
        }
        func resource() -> CAPResource {
            CAPResource(
                description: text(), mediaType: "image/png", sizeBytes: some { 12 },
                uri: some { one(Self.uris) }, content: some { "AAAA" }, digest: some(text))
        }
        func info() -> CAPInfo {
            CAPInfo(
                language: some { one(["sv-SE", "en", "und", "x-klingon"]) },
                categories: [one(CAPCategory.allCases)] + many { one(CAPCategory.allCases) },
                event: text(), responses: many { one(CAPResponse.allCases) },
                urgency: one(CAPUrgency.allCases), severity: one(CAPSeverity.allCases),
                certainty: one(CAPCertainty.allCases), audience: some(text),
                eventCodes: many(pair), effective: some(time), onset: some(time),
                expires: some(time), senderName: some(text), headline: some(text),
                description: some(text), instruction: some(text), web: some { one(Self.uris) },
                contact: some(text), parameters: many(pair), resources: many(resource),
                areas: many(area))
        }
        func reference() -> CAPReference {
            CAPReference(
                sender: "a@b.example", identifier: "id-\(Int.random(in: 0...9, using: &random))",
                sent: time())
        }
        alert = CAPAlert(
            version: .cap12, identifier: "id;\"'>é", sender: "tib@example.se", sent: time(),
            status: one(PayloadStatus.allCases), messageType: one(CAPMessageType.allCases),
            source: some(text), scope: one(CAPScope.allCases), restriction: text(),
            addresses: text(), codes: many(text), note: some(text),
            references: [reference()] + many(reference), incidents: some(text),
            infos: many(info), remarks: [])
    }

    private static let texts = [
        "Koka allt vatten", "<b>&amp;</b> \"'", "]]>", " två\n\n\trader\r\nmed\rCR ", "å\u{301}😀",
        "a\u{85}\u{2028}b", "&#0;", "<!-- x -->", "\u{FEFF}x", String(repeating: "ö", count: 2_000),
    ]
    private static let uris = [
        "https://www.example.se/a?b=c&d=%C3%A5#e", "karta.png", "mailto:tib@example.se",
        "http://exempel.se/å", "//x/y",
    ]
}
