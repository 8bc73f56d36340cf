import CorpusSupport
import Documents
import Foundation
import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

/// Every file of `data/geo`, with what its folder says of it.
struct GeoCorpusTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `every file is read or refused as its folder says, and none is left out`() throws {
        let files = try SharedData.files(under: "data/geo").filter { $0.hasSuffix(".geojson") }
        let refused = Corpora.refusedMaps.map { "geojson-invalid-geometry/" + $0.file }
        #expect(files == (Corpora.acceptedMaps + refused).map { "data/geo/" + $0 }.sorted())
        #expect(files.count == 12)
        for file in Corpora.acceptedMaps {
            let map = try GeoReader.read(SharedData.bytes("data/geo/" + file))
            #expect(
                try GeoReader.read(map.json)
                    == GeoDocument(
                        map.root, remarks: map.remarks.filter { $0.kind != .boxContradicted }),
                "\(file)")
        }
        for (file, expected) in Corpora.refusedMaps {
            let bytes = try SharedData.bytes("data/geo/geojson-invalid-geometry/" + file)
            do throws(PicturesError) {
                _ = try GeoReader.read(bytes)
                Issue.record("\(file) was read")
            } catch { #expect(error == expected, "\(file)") }
        }
    }

    @Test(
        .enabled(if: SharedData.isPresent),
        arguments: [
            ("sweden/stockholm_county_municipalities.geojson", 26, "– Södertälje ("),
            ("sweden/swedish_regions.geojson", 21, "– Skåne ("),
        ])
    func `the Swedish outlines are shown with count, names and extent`(
        _ row: (file: String, count: Int, name: String)
    ) throws {
        let map = try GeoReader.read(SharedData.bytes("data/geo/" + row.file))
        #expect(map.features.count == row.count)
        let swedish = map.rendering(.swedish)
        #expect(swedish.contains("Objekt: \(row.count)"))
        #expect(swedish.contains(row.name))
        #expect(map.rendering(.english).contains("Features: \(row.count)"))
        let box = try #require(GeoBox(around: map.geometries.flatMap(\.positions)))
        #expect((10.0...25.0).contains(box.west) && (10.0...25.0).contains(box.east))
        #expect((55.0...70.0).contains(box.south) && (55.0...70.0).contains(box.north))
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `python3-geojson agrees with what is accepted, and with what is written`() async throws {
        let read = try Corpora.acceptedMaps.map { try SharedData.bytes("data/geo/" + $0) }
        let written = try read.map { try GeoReader.read($0).json }
        let whole = Array(GeoReaderTests.whole.utf8)
        let open = try SharedData.bytes(
            "data/geo/geojson-invalid-geometry/invalid_geometries/invalid_unclosed.geojson")
        let verdicts = try await IndependentValidator.geoJSON(
            read + written + [whole, try GeoReader.read(whole).json, open])
        #expect(verdicts == Array(repeating: true, count: 10) + [false])
    }

    @Test(arguments: [
        (#"{"name":"a","headline":"b"}"#, "b"), (#"{"x":1,"kom_namn":"c"}"#, "c"),
        (#"{"name":" ","NAMN":"d"}"#, "d"), (#"{"name":7}"#, "7"), (#"{"name":null}"#, "i"),
        ("null", "i"),
    ])
    func `a feature is called by the property that sounds like a name`(
        _ properties: String, _ title: String
    ) throws {
        let text = #"{"type":"Feature","id":"i","properties":\#(properties),"geometry":null}"#
        #expect(try GeoReader.read(Array(text.utf8)).features[0].title == title)
    }

    @Test func `a long map is shown to an end, and the extent in ten metres`() throws {
        let feature =
            #"{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Point","coordinates":[18.123456,59.1]}}"#
        let features = Array(repeating: feature, count: 51).joined(separator: ",")
        let map = try GeoReader.read(
            Array(#"{"type":"FeatureCollection","features":[\#(features)]}"#.utf8))
        let shown = map.rendering(.swedish)
        #expect(shown.contains("Utbredning (lat,lon): 59.1,18.1235 – 59.1,18.1235\n"))
        #expect(shown.contains("… och 1 till") && shown.split(separator: "\n").count == 55)
    }

    @Test func `what strangers wrote into properties cannot steer a terminal`() throws {
        let text =
            #"{"type":"Feature","properties":{"name":"a\u001b[2Jb\nc","\u202ek":"x"},"geometry":null}"#
        let shown = try GeoReader.read(Array(text.utf8)).rendering(.swedish)
        #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
        #expect(shown.contains("a\u{FFFD}[2Jb c"))
    }
}
