import CorpusSupport
import Documents
import Identity
import Labels
import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

struct ExportTests {
    let provenance: Provenance
    let now: Timestamp

    init() throws {
        now = try Timestamp(rfc3339: "2026-11-23T06:00:00.5Z")
        provenance = Provenance(
            message: try MessageID(hex: String(repeating: "ab", count: 32)),
            originator: try ActorID("sos-alarm"), created: now,
            label: try Label(
                status: .exercise(ExerciseID("ovning-2026")), audience: .all,
                owners: [ActorID("sos-alarm")],
                expires: Timestamp(rfc3339: "2026-11-24T06:00:00Z")))
    }

    @Test(arguments: [
        (NoticeChange.none, CAPMessageType.alert),
        (.updates("a@b.se,id-1,2026-11-23T05:10:00+01:00"), .update),
        (.cancels("a@b.se,id-1,2026-11-23T05:10:00+01:00"), .cancel),
    ])
    func `a notice becomes the alert that says the same`(
        _ change: NoticeChange, _ type: CAPMessageType
    ) throws {
        let notice = try notice(change: change)
        let alert = try CAPReader.read(Payload(notice).exported(as: .cap, from: provenance))
        #expect(alert.messageType == type && alert.remarks.isEmpty)
        #expect(alert.identifier == provenance.message.hex && alert.sender == "sos-alarm")
        #expect(alert.sent.rfc3339 == "2026-11-23T06:00:00Z")
        #expect(alert.status == .exercise)
        #expect(alert.scope == .restricted && alert.restriction == "ÖVNING (ovning-2026) · ÖPPEN")
        #expect(alert.references.map(\.identifier) == (change == .none ? [] : ["id-1"]))
        let info = alert.infos[0]
        #expect(info.headline == notice.headline && info.description == notice.text)
        #expect(info.language == "und" && info.urgency == .unknown)
        #expect(info.areas[0].circles[0].center == notice.position)
        #expect(info.parameters == [CAPNamedValue(name: "sourceReference", value: "MEL 15")])
    }

    @Test(arguments: PayloadStatus.allCases)
    func `the notice's own status is kept`(_ status: PayloadStatus) throws {
        let notice = try Notice(headline: "h", text: "t", source: "s", status: status)
        let alert = try CAPReader.read(Payload(notice).exported(as: .cap, from: provenance))
        #expect(alert.status == status)
    }

    @Test(arguments: ["MEL 14", "a,b", "a@b.se,id-1,2026-11-23T05:10:00+01:00 x"])
    func `a notice that updates what CAP cannot name is no alert`(_ earlier: String) throws {
        let notice = try notice(change: .updates(earlier))
        #expect(throws: PicturesError.exportRefused(.cap, .referenceUnknown(earlier))) {
            try Payload(notice).exported(as: .cap, from: provenance)
        }
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `alerts made from the samples are valid, as xmllint judges`() async throws {
        let documents = try Samples.notices(at: now).filter { $0.change == .none }.map {
            try Payload($0).exported(as: .cap, from: provenance)
        }
        #expect(documents.count >= 5)
        let verdicts = try await IndependentValidator.xml(
            documents, schema: CAPWriterTests.schema)
        #expect(verdicts.allSatisfy { $0 })
    }

    @Test func `places go out as GeoJSON with marking and status, longitude first`() throws {
        let notice = try notice(change: .none)
        let map = try GeoReader.read(Payload(notice).exported(as: .geojson, from: provenance))
        #expect(map.origin?.status == .exercise)
        #expect(map.origin?.marking == "ÖVNING (ovning-2026) · ÖPPEN")
        #expect(map.features[0].geometry == .point(try GeoPosition(longitude: 18, latitude: 59.5)))
        let properties = Dictionary(
            uniqueKeysWithValues: map.features[0].properties.map { ($0.key, $0.node) })
        #expect(properties["marking"]?.string == "ÖVNING (ovning-2026) · ÖPPEN")
        #expect(properties["status"]?.string == "Exercise")
        #expect(properties["headline"]?.string == notice.headline)
        for picture in try Samples.pictures(at: now) {
            let map = try GeoReader.read(
                Payload(picture).exported(as: .geojson, from: provenance))
            #expect(map.features.count == 1 && map.features[0].title == picture.headline)
            #expect((map.features[0].geometry == nil) == (picture.position == nil))
        }
    }

    @Test func `an alert's areas become features, rings turned the standard's way`() throws {
        // Clockwise, as the corpus has many.
        let text = CAPReaderTests.whole.replacing(
            "59.0,18.0 59.5,18.0 59.5,18.5 59.0,18.0", with: "59,18 59.5,18 59.5,18.5 59,18")
        let payload = try payload(text)
        let map = try GeoReader.read(payload.exported(as: .geojson, from: provenance))
        #expect(map.remarks.isEmpty && map.features.count == 2)
        guard case .polygon(let polygon) = map.features[0].geometry else {
            Issue.record("no polygon")
            return
        }
        #expect(polygon.isRightHanded)
        #expect(
            polygon.rings[0].positions[1]
                == (try GeoPosition(longitude: 18.5, latitude: 59.5)))
        #expect(
            map.features[1].geometry == .point(try GeoPosition(longitude: 18.1, latitude: 59.3)))
        #expect(
            map.features[1].properties.last == JSONMember(key: "radiusKilometres", node: .real(5.5))
        )
        #expect(map.origin?.status == .actual)
    }

    @Test func `a polygon over the 180th meridian is refused, not drawn around the earth`() throws {
        let text = CAPReaderTests.whole.replacing("59.5,18.5", with: "59.5,-179")
        #expect(
            throws: PicturesError.exportRefused(.geojson, .antimeridianCrossed(area: "Länet"))
        ) { try payload(text).exported(as: .geojson, from: provenance) }
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `every alert of the corpus goes out as GeoJSON that python3-geojson accepts`() async throws
    {
        var documents: [[UInt8]] = []
        for entry in try AlertManifest.entries() where Corpora.alertRefusals[entry.name] == nil {
            let bytes = try SharedData.bytes("data/cap/" + entry.name)
            let alert = try CAPReader.read(bytes)
            let payload = Payload(content: .alert(alert), mediaType: .capAlert, bytes: bytes)
            let written = try payload.exported(as: .geojson, from: provenance)
            let areas = alert.infos.flatMap(\.areas)
            let places = areas.flatMap(\.polygons).count + areas.flatMap(\.circles).count
            let map = try GeoReader.read(written)
            #expect(map.geometries.count == places && map.remarks.isEmpty, "\(entry.name)")
            #expect(try payload.exported(as: .original, from: provenance) == bytes)
            documents.append(written)
        }
        #expect(documents.count == 21)
        let verdicts = try await IndependentValidator.geoJSON(documents)
        #expect(verdicts == documents.map { _ in true })
    }

    @Test func `a format that has no room for a content says so`() throws {
        let picture = Payload(try #require(try Samples.pictures(at: now).first))
        let file = try PayloadReader.read(
            [0x00], name: "a.bin", intent: .automatic, source: "s")
        let map = try PayloadReader.read(
            Array(GeoReaderTests.whole.utf8), name: nil, intent: .automatic, source: "s")
        let alert = try payload(CAPReaderTests.whole)
        let refusals: [(Payload, ExportFormat, ContentSort)] = [
            (picture, .cap, .picture), (map, .cap, .map), (file, .cap, .file),
            (file, .geojson, .file), (file, .json, .file), (alert, .json, .alert),
            (map, .json, .map),
        ]
        for (payload, format, sort) in refusals {
            #expect(throws: PicturesError.exportRefused(format, .sortUnfit(sort))) {
                try payload.exported(as: format, from: provenance)
            }
        }
        for payload in [picture, file, map, alert] {
            #expect(try payload.exported(as: .original, from: provenance) == payload.bytes)
        }
        #expect(try map.exported(as: .geojson, from: provenance) == map.bytes)
        #expect(try picture.exported(as: .json, from: provenance) == picture.bytes)
    }

    private func notice(change: NoticeChange) throws -> Notice {
        try Notice(
            headline: "Halt väglag", text: "Kör <sakta> & \"varsamt\".\n", source: "Trafikverket",
            area: "E4", position: LatitudeLongitude(latitude: 59.5, longitude: 18),
            eventTime: now, sourceReference: "MEL 15", change: change)
    }

    private func payload(_ text: String) throws -> Payload {
        try PayloadReader.read(
            Array(text.utf8), name: nil, intent: .automatic, source: "tib")
    }
}
