import CorpusSupport
import Documents
import Labels
import TestSupport
import Testing

@testable import Pictures

/// Every file of `data/edxl`. EDXL is not spoken here: distributions with alerts are refused, so that
/// each alert is sent as one; all others travel as files, under the status they state.
struct EDXLCorpusTests {
    /// Recognised as distributions, with their status.
    static let distributions = ["hubsante/valid/EDXL-DE.xml": PayloadStatus.actual]

    @Test(.enabled(if: SharedData.isPresent))
    func `every file is refused or carried as its kind, and none is left out`() throws {
        let files = try SharedData.files(under: "data/edxl").filter {
            !$0.contains("/schema/") && !$0.hasSuffix("SOURCES.md")
        }
        #expect(files.count == 24)
        for path in files {
            let file = String(path.dropFirst("data/edxl/".count))
            let bytes = try SharedData.bytes(path)
            let name = file.split(separator: "/").last.map { String($0) }
            if Corpora.distributionsWithAlerts[file] != nil {
                let error = #expect(throws: PicturesError.self) {
                    try PayloadReader.read(
                        bytes, name: name, intent: .automatic, source: "s")
                }
                guard case .capInvalid(.distributionRefused(alerts: 7), _, _) = error else {
                    Issue.record("\(file): \(String(describing: error))")
                    continue
                }
                let carried = try PayloadReader.read(
                    bytes, name: name, intent: .file, source: "s")
                #expect(carried.statedStatus == .actual, "\(file)")
            } else {
                let carried = try PayloadReader.read(
                    bytes, name: name, intent: .automatic, source: "s")
                #expect(carried.naturalKind == .file && carried.bytes == bytes, "\(file)")
                #expect(carried.statedStatus == Self.distributions[file], "\(file)")
            }
        }
    }

    @Test(
        .enabled(if: SharedData.isPresent), arguments: Corpora.distributionsWithAlerts.keys.sorted()
    )
    func `the alerts inside are sound, or not, as the page of sources has it`(_ file: String) throws
    {
        let root = try DocumentElement(reading: SharedData.bytes("data/edxl/" + file))
        let alerts = EDXLDistribution.alerts(in: root)
        #expect(alerts.count == 7)
        let sound = alerts.count { (try? CAPReader.alert($0)) != nil }
        #expect(sound == Corpora.distributionsWithAlerts[file])
    }

    @Test(arguments: ["Actual", "Exercise", "System", "Test"], ["1.0", "2.0"])
    func `a distribution travels only under the status it states`(
        _ word: String, _ version: String
    ) throws {
        let root = version == "1.0" ? "EDXLDistribution" : "edxlDistribution"
        let text = """
            <e:\(root) xmlns:e='urn:oasis:names:tc:emergency:EDXL:DE:\(version)'>
            <e:distributionStatus> \(word) </e:distributionStatus></e:\(root)>
            """
        let payload = try PayloadReader.read(
            Array(text.utf8), name: "x.xml", intent: .automatic, source: "s")
        let status = try #require(PayloadStatus(rawValue: word))
        #expect(payload.statedStatus == status)
        let twice = text.replacing(
            "<e:distributionStatus>",
            with: "<e:distributionStatus>Test</e:distributionStatus><e:distributionStatus>")
        let unclear = try PayloadReader.read(
            Array(twice.utf8), name: "x.xml", intent: .automatic, source: "s")
        #expect(unclear.statedStatus == nil)
    }
}
