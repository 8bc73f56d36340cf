import Documents
import Identity
import Labels
import Testing

@testable import Pictures

struct PictureTests {
    let now: Timestamp

    init() throws { now = try Timestamp(rfc3339: "2026-11-23T06:00:00Z") }

    @Test func `notices and pictures come back from their canonical JSON, which has one form`()
        throws
    {
        for notice in try Samples.notices(at: now) {
            #expect(try Notice(json: notice.json) == notice)
            #expect(try Notice(json: notice.json).json == notice.json)
        }
        for picture in try Samples.pictures(at: now) {
            #expect(try SituationPicture(json: picture.json) == picture)
            #expect(try SituationPicture(json: picture.json).json == picture.json)
        }
    }

    @Test func `a notice is written exactly so`() throws {
        let notice = try Notice(
            headline: "Halt väglag", text: "Kör \"sakta\".\n", source: "Trafikverket",
            position: LatitudeLongitude(latitude: 59.5, longitude: 18), eventTime: now,
            status: .test, change: .updates("7"))
        let json =
            #"{"eventTime":"2026-11-23T06:00:00Z","format":"budkavle/notice/v1","#
            + #""headline":"Halt väglag","position":{"latitude":59.5,"longitude":18},"#
            + #""source":"Trafikverket","status":"Test","text":"Kör \"sakta\".\n","updates":"7"}"#
        #expect(String(decoding: notice.json, as: UTF8.self) == json)
    }

    static let notice = #"{"format":"budkavle/notice/v1","headline":"H","text":"T","source":"S"}"#
    static let picture =
        #"{"format":"budkavle/picture/v1","kind":"own","headline":"H","source":"S","#
        + #""time":"2026-11-23T06:00:00Z","statements":{"event":[{"text":"X"}]}}"#

    @Test(arguments: [
        (#""headline""#, #""Headline""#, JSONDefect.keyMissing("headline"), "$"),
        (#""S"}"#, #""S","extra":1}"#, .keyUnknown("extra"), "$"),
        (#""S"}"#, #""S","a\u030a":1,"\u00e5":1}"#, .keyRepeated("å"), "$"),
        (#""S"}"#, #""S","area":null}"#, .typeUnexpected(expected: "string"), "$.area"),
        (#""S"}"#, #""S","status":"actual"}"#, .valueUnknown("actual"), "$.status"),
        (#""S"}"#, #""S","eventTime":"2026"}"#, .timeInvalid("2026"), "$.eventTime"),
        (#""S"}"#, #""S","updates":"1","cancels":"2"}"#, .keyUnknown("cancels"), "$"),
        (#""H""#, #""""#, .fieldInvalid(.empty), "$.headline"),
        (#""H""#, #""a\nb""#, .fieldInvalid(.controlCharacter(offset: 1)), "$.headline"),
        (#""T""#, #""\u001b[2J""#, .fieldInvalid(.controlCharacter(offset: 0)), "$.text"),
        ("notice/v1", "notice/v2", .valueUnknown("budkavle/notice/v2"), "$.format"),
        (
            #""S"}"#, #""S","position":{"latitude":91,"longitude":0}}"#,
            .coordinateInvalid("91.0,0.0"), "$.position"
        ),
        (
            #""S"}"#, #""S","position":{"latitude":"1","longitude":0}}"#,
            .typeUnexpected(expected: "number"), "$.position.latitude"
        ),
        (
            #""S"}"#, #""S","position":{"latitude":1,"longitude":0,"x":1}}"#,
            .keyUnknown("x"), "$.position"
        ),
    ])
    func `a notice's nearest neighbours are refused at their path`(
        _ old: String, _ new: String, _ defect: JSONDefect, _ path: String
    ) throws {
        #expect(try Notice(json: Array(Self.notice.utf8)).headline == "H")
        let text = Self.notice.replacing(old, with: new, maxReplacements: 1)
        #expect(throws: PicturesError.jsonInvalid(defect, path: path)) {
            try Notice(json: Array(text.utf8))
        }
    }

    @Test func `a repeated key is refused where it is repeated`() {
        let text = Self.notice.replacing(#""S"}"#, with: #""S","text":"U"}"#)
        #expect(
            throws: PicturesError.documentInvalid(
                .jsonInvalid(.keyRepeated, at: TextPosition(line: 1, column: 76)))
        ) { try Notice(json: Array(text.utf8)) }
    }

    @Test(arguments: [
        (#""own""#, #""mine""#, JSONDefect.valueUnknown("mine"), "$.kind"),
        (#""kind":"own","#, "", .keyMissing("kind"), "$"),
        (#""time":"2026-11-23T06:00:00Z","#, "", .keyMissing("time"), "$"),
        (#""event""#, #""events""#, .keyUnknown("events"), "$.statements"),
        (#"{"text":"X"}"#, #""X""#, .typeUnexpected(expected: "object"), "$.statements.event[0]"),
        (
            #"{"text":"X"}"#, #"{"text":"X","basis":"rumour"}"#, .valueUnknown("rumour"),
            "$.statements.event[0].basis"
        ),
        (#"{"text":"X"}"#, #"{"text":" "}"#, .fieldInvalid(.empty), "$.statements.event[0].text"),
        (#"[{"text":"X"}]"#, "[]", .fieldInvalid(.empty), "$.statements.event"),
        (#""event":[{"text":"X"}]"#, "", .fieldInvalid(.empty), "$.statements"),
    ])
    func `a picture's nearest neighbours are refused at their path`(
        _ old: String, _ new: String, _ defect: JSONDefect, _ path: String
    ) throws {
        #expect(try SituationPicture(json: Array(Self.picture.utf8)).headline == "H")
        let text = Self.picture.replacing(old, with: new, maxReplacements: 1)
        do throws(PicturesError) {
            _ = try SituationPicture(json: Array(text.utf8))
            Issue.record("read: \(text)")
        } catch {
            #expect(error == .jsonInvalid(defect, path: path))
        }
    }

    @Test func `a picture says which of the statute's questions it leaves open`() throws {
        let picture = try SituationPicture(json: Array(Self.picture.utf8))
        #expect(picture.unanswered == PictureField.owedByStatute)
        #expect(try Samples.pictures(at: now).allSatisfy { $0.unanswered.isEmpty })
    }

    @Test func `fields stop at their limits`() throws {
        let line = String(repeating: "å", count: 250)
        #expect(try Notice(headline: line, text: "t", source: "s").headline == line)
        #expect(
            throws: PicturesError.fieldInvalid(
                field: "headline", .tooLong(limitBytes: 500, foundBytes: 501))
        ) { try Notice(headline: line + "a", text: "t", source: "s") }
        let answers = Array(repeating: try Statement("x"), count: 200)
        _ = try SituationPicture(
            kind: .own, headline: "h", source: "s", time: now, statements: [.event: answers])
        #expect(
            throws: PicturesError.fieldInvalid(field: "statements.event", .tooMany(limit: 200))
        ) {
            try SituationPicture(
                kind: .own, headline: "h", source: "s", time: now,
                statements: [.event: answers + [answers[0]]])
        }
    }

    @Test func `samples hold at least six notices and three pictures, exercises marked`() throws {
        let notices = try Samples.notices(at: now)
        let pictures = try Samples.pictures(at: now)
        #expect(notices.count >= 6 && pictures.count >= 3)
        #expect(Set(pictures.map(\.kind)) == Set(PictureKind.allCases))
        for notice in notices {
            #expect((notice.status == .exercise) == notice.headline.hasPrefix("ÖVNING"))
        }
        let alert = try CAPReader.read(Samples.alert)
        #expect(alert.status == .exercise && alert.remarks.isEmpty)
    }
}
