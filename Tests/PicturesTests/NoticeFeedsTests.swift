import Identity
import TestSupport
import Testing

@testable import Pictures

struct NoticeFeedsTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `every police event becomes a notice with time and place`() throws {
        let reading = try NoticeFeeds.police(
            SharedData.bytes("data/payloads-sv/polisen-events.json"))
        #expect(reading.refused.isEmpty && reading.notices.count == 13)
        let first = reading.notices[0]
        #expect(first.headline == "06 juni 18.50, Trafikbrott, Kungsör")
        #expect(first.eventTime?.rfc3339 == "2025-06-07T05:32:06Z")
        #expect(first.position == (try LatitudeLongitude("59.422397,16.097786")))
        #expect(first.area == "Kungsör" && first.sourceReference == "588172")
        #expect(reading.notices.allSatisfy { $0.eventTime != nil && $0.status == nil })
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `crisis news loses markup and null fields, not words`() throws {
        let reading = try NoticeFeeds.crisisNews(
            SharedData.bytes("data/payloads-sv/krisinformation-v3-news.json"))
        #expect(reading.refused.isEmpty && reading.notices.count == 2)
        #expect(reading.notices[0].text == "Äldre ingress\n\nÄldre innehåll.")
        #expect(reading.notices[0].area == "Stockholms län")
        #expect(reading.notices[1].headline == "Nyare & viktig nyhet")
        #expect(
            reading.notices[1].text
                == "En kort ingress\n\nFörsta stycket.\n\nRåd\n\nFölj myndighetens råd.")
        #expect(reading.notices[1].eventTime?.rfc3339 == "2026-08-21T10:30:00Z")
        #expect(reading.notices.allSatisfy { $0.status == .actual })
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `a cancelled public warning stays a cancellation`() throws {
        let reading = try NoticeFeeds.publicWarnings(
            SharedData.bytes("data/payloads-sv/vma-v3-update-cancel.json"))
        #expect(reading.refused.isEmpty)
        #expect(reading.notices.map(\.change) == [.updates("alert-001"), .cancels("alert-002")])
        #expect(reading.notices.map(\.status) == [.actual, .actual])
        #expect(reading.notices[1].headline == "Avslutad VMA")
    }

    @Test func `a warning without a known status is refused, and the others still come`() throws {
        func alert(_ status: String, _ type: String = "Alert") -> String {
            #"{"identifier":"1","sender":"SR","status":\#(status),"msgType":"\#(type)","#
                + #""info":[{"language":"en","headline":"E"},{"language":"sv-SE","headline":"S"}]}"#
        }
        let alerts = [
            alert("\"Exercise\""), alert("null"), alert("\"Skarp\""), alert("\"Actual\"", "Cancel"),
        ]
        let json = #"{"alerts":["# + alerts.joined(separator: ",") + "]}"
        let reading = try NoticeFeeds.publicWarnings(Array(json.utf8))
        #expect(reading.notices.map(\.status) == [.exercise])
        #expect(reading.notices[0].headline == "S")
        let kinds = reading.refused.map { error in
            if case .jsonInvalid(let defect, let path) = error {
                "\(defect) \(path)"
            } else {
                ""
            }
        }
        #expect(
            kinds == [
                "keyMissing(\"status\") $.alerts[1]", "valueUnknown(\"Skarp\") $.alerts[2]",
                "keyMissing(\"references\") $.alerts[3]",
            ])
    }

    @Test(arguments: [
        ("2025-06-07 7:32:06 +02:00", "2025-06-07T05:32:06Z"),
        ("2025-06-07 17:32:06 +02:00", "2025-06-07T15:32:06Z"),
        ("2026-08-20T10:00:00+02:00", "2026-08-20T08:00:00Z"),
    ])
    func `feeds' times are read`(_ text: String, _ time: String) throws {
        #expect(FeedTime.timestamp(text) == (try Timestamp(rfc3339: time)))
    }

    @Test(arguments: [
        "", "2025-06-07", "2025-06-07 :32:06 +02:00", "2025-06-07 7:32 +02:00", "x y z",
    ])
    func `other times are none`(_ text: String) {
        #expect(FeedTime.timestamp(text) == nil)
    }

    @Test(arguments: [
        ("a &lt; b &amp;amp; c", "a < b &amp; c"), ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("<p>A</p><p>B<br/>C</p>", "A\n\nB\nC"), ("&#229;&#xE4;&ouml;", "åäö"),
        ("&bogus; &#27; &#xD800;", "&bogus; &#27; &#xD800;"), ("<b", "<b"), ("a\u{1}b", "a b"),
        ("&nbsp; x &nbsp;", "x"), ("<!-- c -->x", "x"),
    ])
    func `markup becomes text`(_ markup: String, _ text: String) {
        #expect(MarkupText.plain(markup) == text)
    }

    @Test func `a feed that is no list is refused`() {
        #expect(throws: PicturesError.self) { try NoticeFeeds.police(Array("{}".utf8)) }
        #expect(throws: PicturesError.self) { try NoticeFeeds.publicWarnings(Array("[]".utf8)) }
    }
}
