import Documents
import Foundation
import ProgramSupport
import TestSupport
import Testing

@testable import Pictures

/// Every file of `data/geo`, with what its folder says of it.
struct GeoCorpusTests {
    static let accepted = [
        "geojson-invalid-geometry/valid/valid_feature_with_bbox.geojson",
        "geojson-invalid-geometry/valid/valid_featurecollection_with_geometrycollection.geojson",
        "sweden/stockholm_county_municipalities.geojson", "sweden/swedish_regions.geojson",
    ]

    static let refused: [(file: String, error: PicturesError)] = [
        (
            "invalid_geometries/invalid_unclosed.geojson",
            .geoInvalid(.ringOpen, path: "$.features[0].geometry.coordinates[0]")
        ),
        (
            "invalid_structure/invalid_feature_geometry_is_string.geojson",
            .jsonInvalid(.typeUnexpected(expected: "object"), path: "$.geometry")
        ),
        (
            "invalid_structure/invalid_feature_no_properties.geojson",
            .jsonInvalid(.keyMissing("properties"), path: "$")
        ),
        (
            "invalid_structure/invalid_featurecollection_type_lowercase.geojson",
            .jsonInvalid(.valueUnknown("featurecollection"), path: "$.type")
        ),
        (
            "invalid_structure/invalid_geometry_coordinates_string.geojson",
            .geoInvalid(.positionInvalid, path: "$.coordinates")
        ),
        (
            "invalid_structure/invalid_geometry_depth_shallow_polygon.geojson",
            .jsonInvalid(.typeUnexpected(expected: "array"), path: "$.coordinates[0][0]")
        ),
        (
            "invalid_structure/invalid_geometry_missing_type.geojson",
            .jsonInvalid(.keyMissing("type"), path: "$")
        ),
        // "May be refused by policy": ours is to refuse what lies nowhere.
        (
            "problematic_geometries/problematic_outside_lat_lon_boundaries.geojson",
            .geoInvalid(
                .longitudeOutside(-190.624027),
                path: "$.features[0].geometry.coordinates[0][0]")
        ),
    ]

    @Test(.enabled(if: SharedData.isPresent))
    func `every file is read or refused as its folder says, and none is left out`() throws {
        let files = try SharedData.files(under: "data/geo").filter { $0.hasSuffix(".geojson") }
        let refused = Self.refused.map { "geojson-invalid-geometry/" + $0.file }
        #expect(files == (Self.accepted + refused).map { "data/geo/" + $0 }.sorted())
        #expect(files.count == 12)
        for file in Self.accepted {
            let map = try GeoReader.read(SharedData.bytes("data/geo/" + file))
            #expect(
                try GeoReader.read(map.json)
                    == GeoDocument(
                        map.root, remarks: map.remarks.filter { $0.kind != .boxContradicted }),
                "\(file)")
        }
        for (file, expected) in Self.refused {
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
        let read = try Self.accepted.map { try SharedData.bytes("data/geo/" + $0) }
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
