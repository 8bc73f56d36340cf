import Foundation
import Identity
import Node
import Pictures
import Testing

@testable import BudkavleCommand

/// What `inbox open --format` writes of a message as the node shows it.
struct ExportStories {
    static let notice =
        #"{"format":"budkavle/notice/v1","headline":"Halt","position":{"latitude":59.5,"longitude":18},"#
        + #""source":"Trafikverket","text":"Kör sakta."}"#

    @Test func `as it came, byte for byte`() throws {
        let message = try arrived(Array(Self.notice.utf8), "application/vnd.budkavle.notice+json")
        #expect(try message.exported(as: .original) == Array(Self.notice.utf8))
        let opaque = try arrived(
            [0xFF, 0x00], "application/octet-stream", isOpaque: true)
        #expect(try opaque.exported(as: .original) == [0xFF, 0x00])
    }

    @Test func `a notice as an alert and as a map, with name and marking of its message`() throws {
        let message = try arrived(Array(Self.notice.utf8), "application/vnd.budkavle.notice+json")
        let alert = try CAPReader.read(message.exported(as: .cap))
        #expect(alert.identifier == message.line.id && alert.sender == "sos-alarm")
        #expect(alert.sent.rfc3339 == "2026-11-23T06:00:00Z")
        #expect(alert.status == .exercise && alert.restriction == "ÖVNING (ovning-2026) · ÖPPEN")
        let map = try GeoReader.read(message.exported(as: .geojson))
        #expect(map.origin?.message == message.line.id && map.geometries.count == 1)
        #expect(try message.exported(as: .json) == Array(Self.notice.utf8))
    }

    @Test(arguments: ExportFormat.allCases.filter { $0 != .original })
    func `what an approved product has sealed is written in no other format`(
        _ format: ExportFormat
    ) throws {
        // Even where the bytes would read as a notice.
        let message = try arrived(
            Array(Self.notice.utf8), "application/vnd.budkavle.notice+json", isOpaque: true)
        #expect(throws: PicturesError.exportRefused(format, .sealedElsewhere)) {
            try message.exported(as: format)
        }
    }

    @Test func `an alert says what its rewriting leaves out`() throws {
        let text = String(decoding: Samples.alert, as: UTF8.self)
        let plain = try arrived(Samples.alert, "application/cap+xml")
        #expect(plain.capRemarks.isEmpty)
        let strange = try arrived(
            Array(text.replacing("<scope>", with: "<x/><scope>").utf8), "application/cap+xml")
        #expect(strange.capRemarks == [.elementUnknown(path: "/alert/x[1]")])
    }

    @Test func `an unknown format is told with those there are`() throws {
        let run = try Program.run(["inbox", "open", "abcdef01", "--format", "pdf"])
        #expect(run.status == 64)
        for format in ExportFormat.allCases { #expect(run.errors.contains(format.rawValue)) }
    }

    private func arrived(
        _ body: [UInt8], _ mediaType: String, isOpaque: Bool = false
    ) throws -> InboxMessage {
        let line: [String: Any] = [
            "id": String(repeating: "ab", count: 32), "from": "sos-alarm", "kind": "notice",
            "level": "oppen", "status": "exercise", "marking": "ÖVNING", "precedence": "routine",
            "subject": "Halt", "created": "2026-11-23T06:00:00Z",
            "received": "2026-11-23T06:00:00Z", "isOpaque": isOpaque,
            "attachments": 0, "attachmentsPending": 0, "isSubjectWithheld": false,
        ]
        let message: [String: Any] = [
            "line": line, "mediaType": mediaType, "fileName": "", "attachments": [Any](),
            "body": Data(body).base64EncodedString(),
            "label": "exercise(ovning-2026); oppen; audience=all; origin=SE; owners=sos-alarm; "
                + "expires=2026-11-24T06:00:00Z",
        ]
        return try JSONDecoder().decode(
            InboxMessage.self, from: JSONSerialization.data(withJSONObject: message))
    }
}
