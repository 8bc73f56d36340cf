import AlertSupport
import Delivery
import Foundation
import Identity
import Labels
import ProgramSupport
import TestSupport
import Testing

@testable import Node

/// What is in an alert, to the byte; and what is not.
struct AlertTextTests {
    private static let id = try? MessageID(hex: "37d92da6ed64" + String(repeating: "0", count: 52))

    private static let words: [StatusKind: String] = [
        .actual: "SKARPT", .exercise: "ÖVNING", .test: "TEST",
    ]

    @Test func `the alerts of the page are what is sent`() throws {
        let page = try String(
            contentsOf: SharedData.packageRoot.appending(
                path: "Sources/Handbook/Handbook.docc/Spec/Alert.md"), encoding: .utf8)
        let one = try news(.actual, .flash, count: 1)
        #expect(page.contains("    \(AlertText(one).line)\n"))
        #expect(page.contains("    \(AlertText(try news(.exercise, .routine, count: 9)).line)\n"))
        let sender = try #require(MailAddress("budkavle@kommun-solna.se"))
        let recipient = try #require(MailAddress("tib@kommun-solna.se"))
        let alert = Alert(
            id: "5f0c3a9be1d24c7781a6f0b2c3d4e5f6", one,
            made: try Timestamp(rfc3339: "2026-11-26T06:20:00Z"))
        let letter = MailLetter(alert, from: sender, to: recipient)
        let lines = String(decoding: letter.bytes, as: UTF8.self).split(separator: "\r\n")
        for line in lines { #expect(page.contains("    \(line)\n"), "\(line)") }
        for line in AlertText(one).letter.split(separator: "\n") {
            #expect(page.contains("    \(line)\n"), "\(line)")
        }
    }

    @Test(arguments: StatusKind.allCases, Precedence.allCases)
    func `the line has at most 140 bytes, in the alphabet of an SMS, and says its status`(
        _ status: StatusKind, _ precedence: Precedence
    ) throws {
        for count in [1, 2, 10_000, Int.max] {
            let text = AlertText(try news(status, precedence, count: count))
            #expect(text.line.utf8.count <= 140, "\(text.line)")
            // Of the characters of GSM 03.38 that are not ASCII, those we use.
            #expect(text.line.allSatisfy { $0.isASCII || "åäöÅÄÖ".contains($0) }, "\(text.line)")
            let word = try #require(Self.words[status])
            for form in [text.line, text.subject, text.letter] {
                #expect(form.hasPrefix(word), "\(form)")
            }
            for other in Self.words.values where other != word {
                #expect(!(text.line + text.subject + text.letter).contains(other))
            }
            #expect(text.line.contains("\(count) meddelande"))
            #expect(text.line.contains("37d92da6ed64."))
            #expect(!text.line.contains("37d92da6ed640"))
        }
    }

    @Test func `two alerts differ by what is told, and by nothing else there is`() throws {
        // Everything that is not told is left to differ, and the text is the same.
        let (one, other) = (
            try news(.actual, .flash, count: 3, expires: 100),
            try news(.actual, .flash, count: 3, expires: 200)
        )
        #expect(AlertText(one).line == AlertText(other).line)
        #expect(AlertText(one).letter == AlertText(other).letter)
        #expect(
            Set(Mirror(reflecting: one).children.compactMap(\.label))
                == ["status", "precedence", "count", "latest", "expires"])
    }

    @Test(arguments: StatusKind.allCases, Precedence.allCases)
    func `Python's mail library reads the letter as it was meant`(
        _ status: StatusKind, _ precedence: Precedence
    ) async throws {
        let alert = Alert(
            id: "5f0c", try news(status, precedence, count: 10_000),
            made: try Timestamp(rfc3339: "2026-11-26T06:20:00.5Z"))
        let sender = try #require(MailAddress("budkavle@kommun-solna.se"))
        let letter = MailLetter(
            alert, from: sender, to: try #require(MailAddress("tib@kommun-solna.se")))
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        try Data(letter.bytes).write(to: scratch.url.appending(path: "letter"))
        let run = try await ProgramRun.succeeding(
            URL(filePath: "/usr/bin/python3"), ["-c", Self.reader, scratch.path("letter")])
        let read = try JSONDecoder().decode(
            [String: String].self, from: Data(run.output.utf8))
        let text = AlertText(alert.news)
        #expect(
            read == [
                "from": "Budkavle <budkavle@kommun-solna.se>", "to": "tib@kommun-solna.se",
                "subject": text.subject, "text": text.letter, "defects": "0",
                "id": "<5f0c@kommun-solna.se>", "date": "2026-11-26T06:20:00+00:00",
                "auto": "auto-generated",
            ])
        // RFC 5322 2.1.1.
        for line in letter.bytes.split(separator: UInt8(ascii: "\n")) {
            #expect(line.count <= 79 && line.last == UInt8(ascii: "\r"))
        }
    }

    private static let reader = """
        import email.policy, email.utils, json, sys
        from email.parser import BytesParser
        with open(sys.argv[1], "rb") as file:
            letter = BytesParser(policy=email.policy.default).parse(file)
        print(json.dumps({
            "from": str(letter["From"]), "to": letter["To"].addresses[0].addr_spec,
            "subject": str(letter["Subject"]), "text": letter.get_content().replace("\\r\\n", "\\n"),
            "defects": str(len(letter.defects)), "id": str(letter["Message-ID"]),
            "date": letter["Date"].datetime.isoformat(), "auto": str(letter["Auto-Submitted"]),
        }))
        """

    // MARK: Addresses

    @Test(arguments: [
        "mailto:tib@solna.se", "mailto:t.i-b_1+x@a.kommun-solna.se", "sms:+46701234567",
        "sms:+12345678", "sms:+123456789012345",
        "mailto:" + String(repeating: "a", count: 64) + "@solna.se",
    ])
    func `one plain address is an address`(_ text: String) throws {
        #expect(try AlertAddress(text).description == text)
    }

    @Test(arguments: [
        "", "tib@solna.se", "mailto:", "MAILTO:tib@solna.se", "http://solna.se", "sms:",
        // Two addresses, a name, a quotation, a comment, a literal.
        "mailto:tib@solna.se,vb@solna.se", "mailto:tib@solna.se vb@solna.se",
        "mailto:TIB <tib@solna.se>", "mailto:<tib@solna.se>", "mailto:\"t b\"@solna.se",
        "mailto:tib(x)@solna.se", "mailto:tib@[127.0.0.1]", "mailto:tib@@solna.se",
        // Another header, another command, another option.
        "mailto:tib@solna.se\r\nBcc: x@y.se", "mailto:tib@solna.se\n", "mailto:tib@solna.se\0",
        "mailto:-o@solna.se", "mailto:tib@-solna.se", "mailto:tib@solna.se?subject=x",
        "mailto:tib@solna.se\"", "mailto:tib\\@solna.se",
        // The grammar.
        "mailto:.tib@solna.se", "mailto:tib.@solna.se", "mailto:t..b@solna.se", "mailto:tib@solna",
        "mailto:tib@solna..se", "mailto:tib@solna.se.", "mailto:tib@sölna.se", "mailto:@solna.se",
        "mailto:" + String(repeating: "a", count: 65) + "@solna.se",
        "mailto:tib@" + String(repeating: "a", count: 64) + ".se",
        "sms:0701234567", "sms:46701234567", "sms:+0701234567", "sms:+1234567",
        "sms:+1234567890123456", "sms:+46 701234567", "sms:+46701234567,+46701234568",
        "sms:+4670123456a", "sms:+４６７０１２３４５６７",
    ])
    func `whatever is more or less than one plain address is refused`(_ text: String) {
        #expect(throws: AlertError.addressInvalid(text: text)) { try AlertAddress(text) }
    }

    @Test func `an address has at most 254 bytes`() {
        let domain = String(repeating: "abcdefg.", count: 24) + "se"
        let room = 254 - domain.utf8.count - 1
        #expect(MailAddress(String(repeating: "a", count: room) + "@" + domain) != nil)
        #expect(MailAddress(String(repeating: "a", count: room + 1) + "@" + domain) == nil)
    }

    @Test func `whatever stands in a setting of curl is one value`() {
        var settings = CurlSettings()
        settings.set("silent")
        settings.set("user", "a\"\\b\r\n-o x\té")
        #expect(settings.text == "silent\nuser = \"a\\\"\\\\b\\r\\n-o x\\té\"\n")
    }

    // MARK: Parts

    private func news(
        _ status: StatusKind, _ precedence: Precedence, count: Int, expires: Int64 = 100
    ) throws -> AlertNews {
        let id = try #require(Self.id)
        return AlertNews(
            id, status, precedence, count: count,
            expires: Timestamp(clampingMilliseconds: expires))
    }
}
