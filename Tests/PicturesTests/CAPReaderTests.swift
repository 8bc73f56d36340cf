import Documents
import Identity
import Testing

@testable import Pictures

struct CAPReaderTests {
    /// A whole alert with every kind of part, in the standard's order.
    static let whole = """
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
        <identifier>id-1</identifier>
        <sender>tib@example.se</sender>
        <sent>2026-11-23T06:10:00+01:00</sent>
        <status>Actual</status>
        <msgType>Update</msgType>
        <scope>Private</scope>
        <addresses>polisen</addresses>
        <code>k1</code>
        <references>tib@example.se,id-0,2026-11-23T05:10:00+01:00</references>
        <info>
        <language>sv-SE</language>
        <category>Met</category>
        <event>Snö</event>
        <responseType>Avoid</responseType>
        <urgency>Future</urgency>
        <severity>Minor</severity>
        <certainty>Likely</certainty>
        <onset>2026-11-23T08:00:00-00:00</onset>
        <headline>Snö väntas</headline>
        <parameter><valueName>n</valueName><value></value></parameter>
        <resource><resourceDesc>Karta</resourceDesc><mimeType>image/png</mimeType><size>12</size></resource>
        <area>
        <areaDesc>Länet</areaDesc>
        <polygon>59.0,18.0 59.5,18.0 59.5,18.5 59.0,18.0</polygon>
        <circle>59.3,18.1 5.5</circle>
        <altitude>0</altitude>
        <ceiling>+300.5</ceiling>
        </area>
        </info>
        </alert>
        """

    @Test func `a whole alert is read part by part, without remarks`() throws {
        let alert = try CAPReader.read(Array(Self.whole.utf8))
        #expect(alert.remarks.isEmpty)
        #expect(alert.sent.rfc3339 == "2026-11-23T05:10:00Z")
        #expect(alert.references.map(\.identifier) == ["id-0"])
        let info = alert.infos[0]
        #expect(info.onset?.rfc3339 == "2026-11-23T08:00:00Z")
        #expect(info.parameters == [CAPNamedValue(name: "n", value: "")])
        #expect(info.resources[0].sizeBytes == 12)
        let area = info.areas[0]
        #expect(area.polygons[0].points[1] == (try LatitudeLongitude("59.5,18.0")))
        #expect(area.circles[0].radiusKilometres == 5.5)
        #expect(area.altitudeFeet == 0 && area.ceilingFeet == 300.5)
    }

    /// One change each, its defect, and the line it is reported at.
    static let neighbours: [(String, String, CAPDefect, String, Int)] = [
        (
            "cap:1.2", "cap:1.3", .namespaceUnknown("urn:oasis:names:tc:emergency:cap:1.3"),
            "/alert", 1
        ),
        (" xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"", "", .namespaceUnknown(""), "/alert", 1),
        ("<identifier>id-1</identifier>", "", .elementMissing("identifier"), "/alert", 1),
        (">id-1<", "> <", .textMissing, "/alert/identifier", 2),
        (">id-1<", ">id 1<", .identifierInvalid("id 1"), "/alert/identifier", 2),
        (">id-1<", ">id,1<", .identifierInvalid("id,1"), "/alert/identifier", 2),
        (">id-1<", ">id&amp;1<", .identifierInvalid("id&1"), "/alert/identifier", 2),
        (">id-1<", "><b>id</b><", .elementUnexpected("b"), "/alert/identifier", 2),
        ("<sender>", "<sender>x</sender><sender>", .elementRepeated("sender"), "/alert", 3),
        (">Actual<", ">actual<", .valueUnknown("actual"), "/alert/status", 5),
        (">Actual<", "> Actual<", .valueUnknown(" Actual"), "/alert/status", 5),
        (">Actual<", ">Real<", .valueUnknown("Real"), "/alert/status", 5),
        ("T06:10:00+01:00", "T06:10:00Z", .timeInvalid("2026-11-23T06:10:00Z"), "/alert/sent", 4),
        (
            "T06:10:00+", "T06:10:00.5+", .timeInvalid("2026-11-23T06:10:00.5+01:00"),
            "/alert/sent", 4
        ),
        ("T06:10:00+", "T24:10:00+", .timeInvalid("2026-11-23T24:10:00+01:00"), "/alert/sent", 4),
        (
            "T06:10:00+01", "T06:10:00,01", .timeInvalid("2026-11-23T06:10:00,01:00"),
            "/alert/sent", 4
        ),
        (
            "T06:10:00+01", "T06:10:00+15", .timeInvalid("2026-11-23T06:10:00+15:00"),
            "/alert/sent", 4
        ),
        ("11-23T06", "02-30T06", .timeInvalid("2026-02-30T06:10:00+01:00"), "/alert/sent", 4),
        ("<addresses>polisen</addresses>", "", .elementMissing("addresses"), "/alert", 1),
        (">Private<", ">Restricted<", .elementMissing("restriction"), "/alert", 1),
        (
            ",id-0,", ",id-0;", .referenceInvalid("tib@example.se,id-0;2026-11-23T05:10:00+01:00"),
            "/alert/references", 10
        ),
        (
            "tib@example.se,id-0,2026-11-23T05:10:00+01:00", "", .elementMissing("references"),
            "/alert", 1
        ),
        ("<code>", "x<code>", .textUnexpected, "/alert", 1),
        ("<category>Met</category>", "", .elementMissing("category"), "/alert/info[1]", 11),
        (">Avoid<", ">Hide<", .valueUnknown("Hide"), "/alert/info[1]/responseType[1]", 15),
        (">Future<", ">Later<", .valueUnknown("Later"), "/alert/info[1]/urgency", 16),
        ("<value></value>", "", .elementMissing("value"), "/alert/info[1]/parameter[1]", 21),
        (">sv-SE<", ">sv SE<", .languageInvalid("sv SE"), "/alert/info[1]/language", 12),
        (
            ">sv-SE<", ">&#x85;sv-SE<", .languageInvalid("\u{85}sv-SE"),
            "/alert/info[1]/language", 12
        ),
        (">sv-SE<", ">-SE<", .languageInvalid("-SE"), "/alert/info[1]/language", 12),
        (">sv-SE<", ">svenskaspr<", .languageInvalid("svenskaspr"), "/alert/info[1]/language", 12),
        (
            "<headline>", "<web>http://a b</web><headline>", .uriInvalid("http://a b"),
            "/alert/info[1]/web", 20
        ),
        (
            "<size>", "<uri>%5</uri><size>", .uriInvalid("%5"),
            "/alert/info[1]/resource[1]/uri", 22
        ),
        (
            "<mimeType>image/png</mimeType>", "", .elementMissing("mimeType"),
            "/alert/info[1]/resource[1]", 22
        ),
        (">12<", ">-1<", .numberInvalid("-1"), "/alert/info[1]/resource[1]/size", 22),
        (" 59.0,18.0<", "<", .polygonTooShort(points: 3), "/alert/info[1]/area[1]/polygon[1]", 25),
        (" 59.0,18.0<", " 59.0,18.1<", .polygonOpen, "/alert/info[1]/area[1]/polygon[1]", 25),
        (
            "59.5,18.5", "90.1,18.5", .coordinatesInvalid("90.1,18.5"),
            "/alert/info[1]/area[1]/polygon[1]", 25
        ),
        (
            "59.5,18.5", "59.5,-180.5", .coordinatesInvalid("59.5,-180.5"),
            "/alert/info[1]/area[1]/polygon[1]", 25
        ),
        (
            "59.5,18.5", "59.5, 18.5", .coordinatesInvalid("59.5,"),
            "/alert/info[1]/area[1]/polygon[1]", 25
        ),
        (
            "59.5,18.5", "5e1,18.5", .coordinatesInvalid("5e1,18.5"),
            "/alert/info[1]/area[1]/polygon[1]", 25
        ),
        (" 5.5<", "<", .circleInvalid("59.3,18.1"), "/alert/info[1]/area[1]/circle[1]", 26),
        (" 5.5<", " -1<", .circleInvalid("59.3,18.1 -1"), "/alert/info[1]/area[1]/circle[1]", 26),
        ("<altitude>0</altitude>", "", .elementMissing("altitude"), "/alert/info[1]/area[1]", 23),
        (">0<", ">nan<", .numberInvalid("nan"), "/alert/info[1]/area[1]/altitude", 27),
    ]

    @Test(arguments: neighbours.indices)
    func `the nearest neighbours of an alert are refused with kind, path and line`(_ index: Int) {
        let (old, new, defect, path, line) = Self.neighbours[index]
        let document = Self.whole.replacing(old, with: new, maxReplacements: 1)
        #expect(document != Self.whole)
        do throws(PicturesError) {
            _ = try CAPReader.read(Array(document.utf8))
            Issue.record("read: \(old) → \(new)")
        } catch {
            guard case .capInvalid(let found, let foundPath, let place) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(found == defect)
            #expect(foundPath == path)
            #expect(place.line == line)
        }
    }

    @Test func `texts, siblings and points stop at their limits`() throws {
        func expect(_ defect: CAPDefect, _ path: String, _ old: String, _ new: String) {
            let text = Self.whole.replacing(old, with: new, maxReplacements: 1)
            do throws(PicturesError) {
                _ = try CAPReader.read(Array(text.utf8))
                Issue.record("read in spite of \(defect)")
            } catch {
                guard case .capInvalid(let found, let place, _) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(found == defect && place == path)
            }
        }
        func accept(_ old: String, _ new: String) throws {
            let text = Self.whole.replacing(old, with: new, maxReplacements: 1)
            _ = try CAPReader.read(Array(text.utf8))
        }
        func long(_ count: Int) -> String { String(repeating: "a", count: count) }
        try accept(">id-1<", ">\(long(1_000))<")
        expect(
            .textTooLong(limitBytes: 1_000, foundBytes: 1_001), "/alert/identifier", ">id-1<",
            ">\(long(1_001))<")
        try accept(">Snö väntas<", ">\(long(200_000))<")
        expect(
            .textTooLong(limitBytes: 200_000, foundBytes: 200_001), "/alert/info[1]/headline",
            ">Snö väntas<", ">\(long(200_001))<")
        func codes(_ count: Int) -> String { String(repeating: "<code>k</code>", count: count) }
        try accept("<code>k1</code>", codes(1_000))
        expect(.tooMany("code", limitCount: 1_000), "/alert", "<code>k1</code>", codes(1_001))
        func ring(_ count: Int) -> String {
            (Array(repeating: "59,18", count: count)).joined(separator: " ")
        }
        let polygon = "59.0,18.0 59.5,18.0 59.5,18.5 59.0,18.0"
        try accept(polygon, ring(10_000))
        expect(
            .tooMany("point", limitCount: 10_000), "/alert/info[1]/area[1]/polygon[1]", polygon,
            ring(10_001))
        // A file inside may be as long as the document.
        try accept("<size>", "<derefUri>\(long(300_000))</derefUri><size>")
    }

    @Test func `1.1 knows neither Avoid nor a compulsory media type`() throws {
        let old = Self.whole.replacing("cap:1.2", with: "cap:1.1")
        #expect(throws: PicturesError.self) { try CAPReader.read(Array(old.utf8)) }
        let monitor = old.replacing(">Avoid<", with: ">Monitor<")
            .replacing("<mimeType>image/png</mimeType>", with: "")
        #expect(try CAPReader.read(Array(monitor.utf8)).version == .cap11)
    }

    @Test func `order, strangers and empty elements pass with a remark`() throws {
        let document = Self.whole
            .replacing("<sender>", with: "<x xmlns='urn:x'><sender>y</sender></x><sender>")
            .replacing("<language>sv-SE</language>", with: "<web/>")
            .replacing(
                "</alert>", with: "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></alert>")
        let alert = try CAPReader.read(Array(document.utf8))
        #expect(alert.sender == "tib@example.se")
        #expect(
            alert.remarks == [
                .elementUnknown(path: "/alert/x[1]"), .signatureNotVerified,
                .orderDiffers(path: "/alert/info[1]"),
                .elementEmpty(path: "/alert/info[1]/web[1]"),
            ])
    }

    @Test func `several alerts in one file are refused as such`() {
        let document = "<alerts>\(Self.whole)\(Self.whole)</alerts>"
        #expect(
            throws: PicturesError.capInvalid(
                .wrapperRefused(alerts: 2), path: "/alerts", at: TextPosition(line: 1, column: 1))
        ) { try CAPReader.read(Array(document.utf8)) }
    }
}
