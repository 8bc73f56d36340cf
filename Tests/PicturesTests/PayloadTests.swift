import Documents
import Identity
import Labels
import Testing

@testable import Pictures

struct PayloadTests {
    @Test(arguments: PayloadStatus.allCases, StatusKind.allCases)
    func `content passes only under the status it states; system and draft only as tests`(
        _ stated: PayloadStatus, _ label: StatusKind
    ) throws {
        let expected: StatusKind =
            switch stated {
            case .actual: .actual
            case .exercise: .exercise
            case .system, .test, .draft: .test
            }
        let text = CAPReaderTests.whole.replacing(">Actual<", with: ">\(stated.rawValue)<")
        let payload = try read(text)
        #expect(payload.statedStatus == stated)
        if label == expected {
            try payload.checkStatus(against: label)
        } else {
            #expect(throws: PicturesError.statusDiffers(stated: stated, label: label)) {
                try payload.checkStatus(against: label)
            }
        }
    }

    @Test func `an alert sent as a plain file still has its status`() throws {
        let text = CAPReaderTests.whole.replacing(">Actual<", with: ">Exercise<")
        let payload = try read(text, name: "larm.xml", intent: .file)
        #expect(payload.naturalKind == .file && payload.statedStatus == .exercise)
        #expect(payload.mediaType.text == "application/xml")
        // As evidence, even a broken one may be sent; it has no status to lose.
        #expect(try read("<alert><", name: "trasig.xml", intent: .file).statedStatus == nil)
    }

    @Test(arguments: [PayloadIntent.automatic, .notice, .picture])
    func `what claims to be ours and is broken is refused, never carried as a file`(
        _ intent: PayloadIntent
    ) {
        let claims = [
            "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>", "<alert/>", "<x:alert/>",
            "<?xml version='1.0'?><!DOCTYPE alert><alert/>", "<alerts></alerts>",
            #"{"format":"budkavle/notice/v1"}"#, #"{ "format": "budkavle/picture/v1", "#,
        ]
        for claim in claims {
            #expect(throws: PicturesError.self, "\(claim)") { try read(claim, intent: intent) }
        }
        let wide = Array("<\u{0}a\u{0}l\u{0}e\u{0}r\u{0}t\u{0}>\u{0}".utf8)
        #expect(throws: PicturesError.self) {
            try PayloadReader.read(wide, name: nil, intent: intent, source: "s")
        }
    }

    @Test func `an alert in UTF-16 is read as any other`() throws {
        let bytes = Array("\u{FEFF}\(CAPReaderTests.whole)".utf16).flatMap {
            [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
        let payload = try PayloadReader.read(
            bytes, name: nil, intent: .automatic, source: "s")
        #expect(payload.statedStatus == .actual && payload.bytes == bytes)
    }

    @Test(arguments: [
        ("<html><body>alert</body></html>", ContentSniff.text), ("<alerting/>", .text),
        (#"{"type":"FeatureCollection"}"#, .map), (#"{"type":"point"}"#, .map),
        (#"{"type":"Topology"}"#, .text), (#"[{"type":"Point"}]"#, .text), (#"{"type":1}"#, .text),
        ("<x xmlns='urn:oasis:names:tc:emergency:EDXL:DE:2.0'/>", .distribution),
        ("hej\r\n\tdå", .text), ("", .text),
        ("a\u{1}b", .binary), ("\u{FEFF}<alert>", .alert), ("  <a:alert\n>", .alert),
        ("<!-- x --><alerts>", .alert), (#" {"format":"budkavle/notice/v1""#, .notice),
        (#"{"format":"budkavle/picture/v1""#, .picture), ("budkavle/picture/v1", .text),
    ])
    func `sniffing goes by claims`(_ text: String, _ expected: ContentSniff) {
        #expect(ContentSniff(Array(text.utf8)) == expected)
    }

    @Test func `a claim far into a long document is still seen`() {
        let padding = String(repeating: " ", count: 200_000)
        #expect(ContentSniff(Array("<!--\(padding)--><alert >".utf8)) == .alert)
    }

    @Test func `bytes are carried as they came`() throws {
        let text = "\u{FEFF}Halt på Essingeleden\r\n\r\nKör sakta.\r\n"
        let payload = try read(text, name: "x.txt", intent: .notice)
        #expect(payload.bytes == Array(text.utf8))
        #expect(payload.mediaType == .plainText)
        guard case .notice(let notice) = payload.content else { Issue.record("no notice"); return }
        #expect(notice.headline == "Halt på Essingeleden")
        #expect(notice.text == "Kör sakta." && notice.source == "tib" && notice.status == nil)
        let file = try read(text, name: "x.txt")
        #expect(file.naturalKind == .file && file.mediaType.text == "text/plain")
        #expect(throws: PicturesError.fieldInvalid(field: "headline", .empty)) {
            try read(" \n \n", intent: .notice)
        }
    }

    @Test(arguments: [
        ("a\u{1}b", 1), ("Läge\n\u{1B}[2J", 6), ("a\u{7F}", 1), ("\u{85}", 0),
        ("\u{FEFF}a\u{0}", 4),
    ])
    func `text that is to be a notice has no control characters, and is told where it has`(
        _ text: String, _ offset: Int
    ) throws {
        let defect = PicturesError.fieldInvalid(field: "text", .controlCharacter(offset: offset))
        #expect(throws: defect) { try read(text, intent: .notice) }
        // As a file it goes as it is, and without being asked for one too.
        for intent in [PayloadIntent.file, .automatic] {
            #expect(try read(text, intent: intent).naturalKind == .file)
        }
        let clean = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
        guard clean.contains(where: { $0 != "\u{FEFF}" }) else { return }
        var rest = String.UnicodeScalarView()
        rest.append(contentsOf: clean)
        #expect(try read(String(rest), intent: .notice).naturalKind == .notice)
    }

    @Test func `bytes that are to be a notice are UTF-8, and told where they are not`() {
        let bytes = Array("Läge".utf8) + [0xE5]
        #expect(throws: PicturesError.documentInvalid(.encodingInvalid(offset: 5))) {
            try PayloadReader.read(bytes, name: "lage.txt", intent: .notice, source: "s")
        }
    }

    @Test func `what arrives is shown as its type says, or as a file`() throws {
        let now = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        for payload in try Samples.notices(at: now).map(Payload.init)
            + Samples.pictures(at: now).map(Payload.init)
        {
            let arrived = PayloadReader.received(
                payload.bytes, mediaType: payload.mediaType, source: "x")
            #expect(arrived == payload)
        }
        let broken = PayloadReader.received(
            Array("{".utf8), mediaType: .notice, name: "../../etc/passwd", source: "x")
        guard case .file(let file) = broken.content else { Issue.record("no file"); return }
        #expect(file.name == "namnlos" && broken.bytes == Array("{".utf8))
    }

    @Test(arguments: ["a.txt", "Lägesbild 7.pdf", String(repeating: "a", count: 200)])
    func `a bare file name passes`(_ name: String) throws {
        #expect(try PlainFile(name: name, mediaType: .unknown).name == name)
    }

    @Test(arguments: [
        "", ".", "..", ".bashrc", "a/b", "a\\b", "a\u{0}", "a\n", "a\u{202E}txt.exe",
        String(repeating: "a", count: 201),
    ])
    func `a file name that chooses its place, or hides its end, is refused`(_ name: String) {
        #expect(throws: PicturesError.fileNameInvalid(text: name)) {
            try PlainFile(name: name, mediaType: .unknown)
        }
    }

    @Test(arguments: ["text/plain", "application/vnd.budkavle.picture+json", "a/b; c=d"])
    func `media types are read`(_ text: String) throws {
        #expect(try MediaType(text.uppercased()).text == text)
    }

    @Test(arguments: ["", "text", "/", "a/", "/b", "a/b/c", "a b/c", "a/b\n", "å/b", "a/b; å=1"])
    func `other media types are refused`(_ text: String) {
        #expect(throws: PicturesError.mediaTypeInvalid(text: text)) { try MediaType(text) }
    }

    @Test(arguments: [
        ("59.3293,18.0686", 59.3293, 18.0686), ("-90,180", -90, 180), ("+1.5,-0.25", 1.5, -0.25),
    ])
    func `latitude comes first`(_ text: String, _ latitude: Double, _ longitude: Double) throws {
        let point = try LatitudeLongitude(text)
        #expect(point.latitude == latitude && point.longitude == longitude)
    }

    @Test(arguments: [
        "", ",", "1", "1,", ",1", "1,2,3", "90.0001,0", "0,180.0001", "1.,2", ".1,2", "1e1,2",
        "0x1,2", "nan,0", "inf,0", "1 ,2", "--1,2", "+,2", "1.2.3,4", "١,2",
    ])
    func `other coordinates are refused`(_ text: String) {
        #expect(throws: PicturesError.self) { try LatitudeLongitude(text) }
    }

    private func read(
        _ text: String, name: String? = nil, intent: PayloadIntent = .automatic
    ) throws(PicturesError) -> Payload {
        try PayloadReader.read(Array(text.utf8), name: name, intent: intent, source: "tib")
    }
}
