import Foundation
import Identity
import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

/// The published schemas against our readers, judged by python3-jsonschema: on every document the two
/// agree, but for what a schema cannot say.
struct SchemaTests {
    static func schema(_ name: String) -> URL {
        SharedData.packageRoot.appending(
            path: "Sources/Handbook/Handbook.docc/Spec/\(name).schema.json")
    }

    let now: Timestamp

    init() throws { now = try Timestamp(rfc3339: "2026-11-23T06:00:00.123Z") }

    @Test func `reader and schema agree on every notice`() async throws {
        let written = try Samples.notices(at: now).map { String(decoding: $0.json, as: UTF8.self) }
        let documents = written + Variants.variants(of: PictureTests.notice, Variants.notices)
        #expect(documents.count >= 60)
        try await agree(on: documents, "notice") { _ = try Notice(json: $0) }
    }

    @Test func `reader and schema agree on every picture`() async throws {
        let written = try Samples.pictures(at: now).map { String(decoding: $0.json, as: UTF8.self) }
        let documents = written + Variants.variants(of: PictureTests.picture, Variants.pictures)
        #expect(documents.count >= 40)
        try await agree(on: documents, "picture") { _ = try SituationPicture(json: $0) }
    }

    /// The list of Notice.md: the schema lets these through, the reader does not.
    @Test func `what no schema can say is refused by the reader alone`() async throws {
        let documents = Variants.variants(of: PictureTests.notice, Variants.beyondSchemas)
            .dropFirst()
        for document in documents {
            #expect(throws: PicturesError.self, "\(document.prefix(120))") {
                try Notice(json: Array(document.utf8))
            }
        }
        let verdicts = try await IndependentValidator.json(
            documents.map { Array($0.utf8) }, schema: Self.schema("notice"))
        for (document, isValid) in zip(documents, verdicts) {
            #expect(isValid, "the schema can say it: \(document.prefix(120))")
        }
    }

    private func agree(
        on documents: [String], _ name: String, _ read: ([UInt8]) throws -> Void
    ) async throws {
        let verdicts = try await IndependentValidator.json(
            documents.map { Array($0.utf8) }, schema: Self.schema(name))
        #expect(verdicts.count == documents.count)
        for (document, isValid) in zip(documents, verdicts) {
            let isRead = (try? read(Array(document.utf8))) != nil
            #expect(isRead == isValid, "schema says \(isValid): \(document.prefix(200))")
        }
        #expect(verdicts.contains(true) && verdicts.contains(false))
    }
}

/// Documents that differ in one place from a sound one; among them each limit at its last value and
/// one beyond.
private enum Variants {
    static func variants(of base: String, _ changes: [(String, String)]) -> [String] {
        [base] + changes.map { base.replacing($0.0, with: $0.1, maxReplacements: 1) }
    }

    static let notices: [(String, String)] =
        lines("headline", #""H""#) + lines("source", #""S""#)
        + members.map { (#""S"}"#, #""S",\#($0)}"#) }
        + ([
            (#""T""#, #""a\tb\n""#), (#""T""#, #""\r""#), (#""T""#, #"" \n\t""#),
            (#""T""#, "\"\(String(repeating: "a", count: 100_000))\""),
            (#""T""#, "\"\(String(repeating: "a", count: 100_001))\""),
            (#","text":"T""#, ""), ("notice/v1", "notice/v2"), ("{", "[{"), ("{", "{ "),
            (#""headline""#, #""Headline""#), ("}", ""), ("}", "}}"),
        ] as [(String, String)])

    static let pictures: [(String, String)] =
        lines("headline", #""H""#)
        + ([
            "own", "relayed", "compiled", "mine", "",
        ] as [String]).map { (#""own""#, "\"\($0)\"") }
        + members.filter { !$0.contains("cancels") }.filter { member in
            ["status", "position", "x"].contains { member.hasPrefix("\"\($0)\"") }
        }.map { (#""S","#, #""S",\#($0),"#) }
        + ([
            (#""kind":"own","#, ""), (#""time":"2026-11-23T06:00:00Z","#, ""),
            (#""event":[{"text":"X"}]"#, ""), (#"[{"text":"X"}]"#, "[]"),
            (#"[{"text":"X"}]"#, "[\(answers(200))]"), (#"[{"text":"X"}]"#, "[\(answers(201))]"),
            (#"{"text":"X"}"#, #""X""#), (#"{"text":"X"}"#, #"{"text":" "}"#),
            (#"{"text":"X"}"#, "{}"), (#"{"text":"X"}"#, #"{"text":"X","basis":"rumour"}"#),
            (#"{"text":"X"}"#, #"{"text":"X","basis":"assessment","source":"a","place":"b"}"#),
            (#"{"text":"X"}"#, #"{"text":"X","time":"2026-11-23T06:00:00+01:00"}"#),
            (#"{"text":"X"}"#, #"{"text":"X","time":"2026-11-23"}"#),
            (#"{"text":"X"}"#, #"{"text":"X","y":1}"#), (#""event""#, #""events""#),
            (#""S","#, #""S","scope":"a\nb","#), (#""S","#, #""S","scope":"","#),
            (#""S","#, #""S","place":"a\nb","#), (#""S","#, #""S","place":"a","#),
        ] as [(String, String)])
        + [4_000, 4_001].map { count in
            (#""S","#, #""S","scope":"\#(String(repeating: "a", count: count))","#)
        }
        + [20_000, 20_001].map { count in
            (#""X""#, "\"\(String(repeating: "a", count: count))\"")
        }

    static let beyondSchemas: [(String, String)] = [
        // Limits count bytes of UTF-8, schemas count characters.
        (#""H""#, "\"\(String(repeating: "å", count: 251))\""),
        // A character is blank with its accents, too.
        (#""H""#, #"" \u0301""#),
        // Twice the same member.
        (#""S"}"#, #""S","text":"U"}"#),
        // Half of a surrogate pair.
        (#""H""#, #""\ud800""#),
        // Days that are not, years outside.
        (#""S"}"#, #""S","eventTime":"2026-02-30T06:00:00Z"}"#),
        (#""S"}"#, #""S","eventTime":"1969-12-31T23:59:59Z"}"#),
        // Longer than any document we read.
        (#""S"}"#, #""S"}"# + String(repeating: " ", count: 4_194_304)),
    ]

    private static func answers(_ count: Int) -> String {
        Array(repeating: #"{"text":"X"}"#, count: count).joined(separator: ",")
    }

    /// What a line may be and not be.
    private static func lines(_ key: String, _ old: String) -> [(String, String)] {
        [
            #""""#, #"" ""#, #""\u00a0\u2003""#, #""\u200b""#, #""a\nb""#, #""a\n""#, #""a\u0085""#,
            #""a\u007f""#, #""a\u0000""#, #""åäö 😀""#, "null", "1", "[]",
            "\"\(String(repeating: "a", count: 500))\"",
            "\"\(String(repeating: "a", count: 501))\"",
        ].map { (old, $0) }
    }

    private static let members = [
        #""x":1"#, #""area":"a""#, #""area":null"#, #""area":"""#,
        "\"area\":\"\(String(repeating: "a", count: 4_000))\"",
        "\"area\":\"\(String(repeating: "a", count: 4_001))\"",
        #""status":"Actual""#, #""status":"Draft""#, #""status":"actual""#, #""status":null"#,
        #""position":{"latitude":59.5,"longitude":18}"#,
        #""position":{"latitude":90,"longitude":-180}"#,
        #""position":{"latitude":90.0001,"longitude":0}"#,
        #""position":{"latitude":0,"longitude":180.5}"#,
        #""position":{"latitude":"0","longitude":0}"#, #""position":{"latitude":0}"#,
        #""position":{"latitude":0,"longitude":0,"x":0}"#, #""position":[59,18]"#,
        #""position":{"latitude":1e400,"longitude":0}"#,
        #""position":{"latitude":NaN,"longitude":0}"#,
        #""position":{"latitude":1E1,"longitude":-0.0}"#,
        #""updates":"1""#, #""cancels":"1""#, #""updates":"1","cancels":"2""#, #""updates":"""#,
        #""sourceReference":"MEL 15""#, #""sourceReference":"a\nb""#,
        #""eventTime":"2026-11-23T06:00:00Z""#, #""eventTime":"2026-11-23T06:00:00.5+01:00""#,
        #""eventTime":"2026-11-23T06:00:00.123Z""#, #""eventTime":"2026-11-23T06:00:00.1234Z""#,
        #""eventTime":"2026-11-23T06:00:00""#, #""eventTime":"2026-11-23t06:00:00Z""#,
        #""eventTime":"2026-11-23T06:00:00z""#, #""eventTime":"2026-11-23 06:00:00Z""#,
        #""eventTime":"2026-11-23T24:00:00Z""#, #""eventTime":"2026-13-23T06:00:00Z""#,
        #""eventTime":"2026-11-23T06:00:60Z""#, #""eventTime":"2026-11-32T06:00:00Z""#,
        #""eventTime":"2026-11-23T06:00:00Z\n""#, #""eventTime":"2026-11-23T06:00:00+0100""#,
        #""eventTime":"2026-11-23T06:00:00+24:00""#, #""eventTime":"2026-11-23T06:00:00+01:60""#,
        #""eventTime":"２026-11-23T06:00:00Z""#,
    ]
}
