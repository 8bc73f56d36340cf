import CorpusSupport
import Documents
import Foundation
import Identity
import TestSupport
import Testing

@testable import Pictures

/// Every alert of the corpus: read with what its manifest says, or refused for the reason given
/// here.
struct CAPCorpusTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `every alert of the corpus is read as the manifest has it, or refused for its reason`()
        throws
    {
        let entries = try AlertManifest.entries()
        #expect(entries.count == 26)
        let listed = entries.map { "data/cap/" + $0.file }
        let beside = try SharedData.files(under: "data/cap").filter { file in
            !file.contains("/schema/") && !file.hasSuffix(".pem") && !file.hasSuffix("SOURCES.md")
                && !file.hasSuffix("manifest.json")
        }
        #expect(listed.sorted() == beside)
        for entry in entries {
            let bytes = try SharedData.bytes("data/cap/" + entry.name)
            if let expected = Corpora.alertRefusals[entry.name] {
                do throws(PicturesError) {
                    _ = try CAPReader.read(bytes)
                    Issue.record("\(entry.name) was read")
                } catch {
                    #expect(corpusKind(of: error) == expected, "\(entry.name): \(error)")
                }
            } else {
                do { entry.expect(try CAPReader.read(bytes)) } catch {
                    Issue.record("\(entry.name): \(error)")
                }
            }
        }
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `the Swedish alert passes out of order, with its strange elements named`() throws {
        let alert = try CAPReader.read(SharedData.bytes("data/cap/capparselib/sweden.cap"))
        #expect(alert.infos[0].headline == "Viktigt meddelande till allmänheten i Gävle")
        #expect(
            alert.remarks == [
                .orderDiffers(path: "/alert/info[1]"),
                .elementUnknown(path: "/alert/info[1]/area[1]/Type[1]"),
                .elementUnknown(path: "/alert/info[1]/area[1]/Polygon[1]"),
                .elementUnknown(path: "/alert/info[1]/area[2]/Type[1]"),
                .elementUnknown(path: "/alert/info[1]/area[2]/Polygon[1]"),
            ])
        // Their Polygons hold lon,lat: taken as ours, Gävle would lie in the Arabian Sea.
        #expect(alert.infos[0].areas.allSatisfy { $0.polygons.isEmpty })
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `the Latin-1 alert keeps its characters`() throws {
        let bytes = try SharedData.bytes("data/cap/capparselib/earthquake-iso8859-1.cap")
        let alert = try CAPReader.read(bytes)
        let text = alert.infos.compactMap(\.description).joined()
        #expect(text.unicodeScalars.contains { $0.value > 0x7F } || !text.contains("\u{FFFD}"))
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `the entity bomb is refused at its document type`() throws {
        let bytes = try SharedData.bytes("data/adversarial/xml/billion-laughs-small.xml")
        #expect(
            throws: PicturesError.documentInvalid(
                .xmlInvalid(.doctypeForbidden, at: TextPosition(line: 2, column: 1)))
        ) { try CAPReader.read(bytes) }
    }
}

enum AlertManifest {
    struct Entry: Decodable {
        let file: String
        let ns: String?
        let identifier: String?
        let sender: String?
        let sent: String?
        let status: String?
        let msgType: String?
        let scope: String?
        let info: Int?
        let languages: [String]?
        let areas: Int?
        let polygons: Int?
        let circles: Int?
        let resources: Int?
        let xmldsig: Bool?
        let xsdValidAlerts: Int?

        var name: String { file }

        func expect(_ alert: CAPAlert) {
            let infos = alert.infos
            let areas = infos.flatMap(\.areas)
            let emptyPolygons = alert.remarks.count { remark in
                if case .elementEmpty(let path) = remark {
                    path.contains("/polygon[")
                } else {
                    false
                }
            }
            #expect(alert.version.rawValue == ns, "\(file)")
            #expect(alert.identifier == identifier, "\(file)")
            #expect(alert.sender == sender, "\(file)")
            #expect(alert.sent == (try? Timestamp(rfc3339: sent ?? "")), "\(file)")
            #expect(alert.status.rawValue == status, "\(file)")
            #expect(alert.messageType.rawValue == msgType, "\(file)")
            #expect(alert.scope.rawValue == scope, "\(file)")
            #expect(infos.count == info, "\(file)")
            #expect(infos.compactMap(\.language) == languages, "\(file)")
            #expect(areas.count == self.areas, "\(file)")
            #expect(areas.flatMap(\.polygons).count + emptyPolygons == polygons, "\(file)")
            #expect(areas.flatMap(\.circles).count == circles, "\(file)")
            #expect(infos.flatMap(\.resources).count == resources, "\(file)")
            #expect(alert.remarks.contains(.signatureNotVerified) == xmldsig, "\(file)")
        }
    }

    static func entries() throws -> [Entry] {
        struct Manifest: Decodable { let files: [Entry] }
        let bytes = try SharedData.bytes("data/cap/manifest.json")
        return try JSONDecoder().decode(Manifest.self, from: Data(bytes)).files
    }
}
