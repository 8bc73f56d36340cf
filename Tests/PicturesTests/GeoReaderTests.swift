import Documents
import Foundation
import Identity
import Labels
import TestSupport
import Testing

@testable import Pictures

struct GeoReaderTests {
    /// With every kind of geometry, in the standard's own order.
    static let whole = """
        {"type":"FeatureCollection","bbox":[10,50,20,60],"features":[
        {"type":"Feature","id":"a","properties":{"name":"Punkt","n":1,"x":null},"geometry":{"type":"Point","coordinates":[18.07,59.33]}},
        {"type":"Feature","id":7,"properties":null,"geometry":{"type":"MultiPoint","coordinates":[[18,59],[18.5,59.5,30]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[18,59],[18.5,59.5]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[18,59],[18.5,59.5]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[18,59],[19,59],[19,60],[18,59]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[18,59],[19,59],[19,60],[18,59]]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[11,51]}]}},
        {"type":"Feature","properties":{"namn":"Utan plats"},"geometry":null}
        ]}
        """

    @Test func `a whole document is read part by part, and written so that it reads the same`()
        throws
    {
        let map = try GeoReader.read(Array(Self.whole.utf8))
        #expect(map.features.count == 8 && map.remarks.isEmpty)
        #expect(
            map.geometries.map(\.type) == [
                .point, .multiPoint, .lineString, .multiLineString, .polygon, .multiPolygon,
                .geometryCollection,
            ])
        #expect(map.features[0].title == "Punkt" && map.features[1].title == "7")
        #expect(
            map.features[0].geometry
                == .point(try GeoPosition(longitude: 18.07, latitude: 59.33)))
        #expect(map.geometries[1].positions[1].altitudeMetres == 30)
        #expect(map.features[7].geometry == nil)
        #expect(try GeoReader.read(map.json) == map)
        #expect(try GeoReader.read(map.json).json == map.json)
    }

    @Test func `the page's example is read, and written just so`() throws {
        let page = try String(
            contentsOf: SharedData.packageRoot.appending(
                path: "Sources/Handbook/Handbook.docc/Spec/GeoJSON.md"), encoding: .utf8)
        let line = try #require(page.split(separator: "\n").first { $0.hasPrefix("    {") })
        let bytes = Array(line.dropFirst(4).utf8)
        let map = try GeoReader.read(bytes)
        #expect(map.origin?.status == .exercise && map.features.count == 1)
        #expect(map.json == bytes)
    }

    /// One change each, and the error with its path.
    static let neighbours: [(String, String, PicturesError)] = [
        (
            "FeatureCollection", "featureCollection",
            .jsonInvalid(.valueUnknown("featureCollection"), path: "$.type")
        ),
        (
            "\"bbox\"", "\"coordinates\":[],\"bbox\"",
            .jsonInvalid(.keyUnknown("coordinates"), path: "$")
        ),
        (
            "\"bbox\"", "\"properties\":{},\"bbox\"",
            .jsonInvalid(.keyUnknown("properties"), path: "$")
        ),
        ("[10,50,20,60]", "[10,50,20]", .geoInvalid(.boxInvalid, path: "$.bbox")),
        ("[10,50,20,60]", "[10,50,20,60,null]", .geoInvalid(.boxInvalid, path: "$.bbox")),
        ("[10,50,20,60]", "[10,60,20,50]", .geoInvalid(.boxInvalid, path: "$.bbox")),
        ("[10,50,20,60]", "[10,50,20,91]", .geoInvalid(.latitudeOutside(91), path: "$.bbox")),
        (
            "[10,50,20,60]", "{}", .jsonInvalid(.typeUnexpected(expected: "array"), path: "$.bbox")
        ),
        ("\"bbox\"", "\"crs\":null,\"bbox\"", .geoInvalid(.systemForeign, path: "$.crs")),
        (
            "\"bbox\"",
            "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3006\"}},\"bbox\"",
            .geoInvalid(.systemForeign, path: "$.crs")
        ),
        (
            "\"id\":\"a\"", "\"id\":[]",
            .jsonInvalid(.typeUnexpected(expected: "string"), path: "$.features[0].id")
        ),
        (
            "\"id\":\"a\"", "\"geometries\":[]",
            .jsonInvalid(.keyUnknown("geometries"), path: "$.features[0]")
        ),
        (
            "\"properties\":null,", "",
            .jsonInvalid(.keyMissing("properties"), path: "$.features[1]")
        ),
        (
            "\"properties\":null", "\"properties\":[]",
            .jsonInvalid(.typeUnexpected(expected: "object"), path: "$.features[1].properties")
        ),
        (
            ",\"geometry\":null", "", .jsonInvalid(.keyMissing("geometry"), path: "$.features[7]")
        ),
        (
            "\"geometry\":null", "\"geometry\":\"x\"",
            .jsonInvalid(.typeUnexpected(expected: "object"), path: "$.features[7].geometry")
        ),
        (
            "{\"type\":\"Point\",\"coordinates\":[11,51]}", "{\"coordinates\":[11,51]}",
            .jsonInvalid(.keyMissing("type"), path: "$.features[6].geometry.geometries[0]")
        ),
        (
            "{\"type\":\"Point\",\"coordinates\":[11,51]}",
            "{\"type\":\"Feature\",\"coordinates\":[11,51]}",
            .jsonInvalid(
                .valueUnknown("Feature"), path: "$.features[6].geometry.geometries[0].type")
        ),
        (
            "[18.07,59.33]", "[59.33,98.07]",
            .geoInvalid(.latitudeOutside(98.07), path: "$.features[0].geometry.coordinates")
        ),
        (
            "[18.07,59.33]", "[180.1,59.33]",
            .geoInvalid(.longitudeOutside(180.1), path: "$.features[0].geometry.coordinates")
        ),
        (
            "[18.07,59.33]", "[18.07]",
            .geoInvalid(.positionInvalid, path: "$.features[0].geometry.coordinates")
        ),
        (
            "[18.07,59.33]", "[18.07,59.33,1,2]",
            .geoInvalid(.positionInvalid, path: "$.features[0].geometry.coordinates")
        ),
        (
            "[18.07,59.33]", "[\"18.07\",59.33]",
            .geoInvalid(.positionInvalid, path: "$.features[0].geometry.coordinates")
        ),
        (
            "\"LineString\",\"coordinates\":[[18,59],[18.5,59.5]]",
            "\"LineString\",\"coordinates\":[[18,59]]",
            .geoInvalid(.lineTooShort(positions: 1), path: "$.features[2].geometry.coordinates")
        ),
        (
            "[[[18,59],[19,59],[19,60],[18,59]]]}},\n{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\"",
            "[[[18,59],[19,59],[18,59]]]}},\n{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\"",
            .geoInvalid(.ringTooShort(positions: 3), path: "$.features[4].geometry.coordinates[0]")
        ),
        (
            "\"Polygon\",\"coordinates\":[[[18,59],[19,59],[19,60],[18,59]]]",
            "\"Polygon\",\"coordinates\":[[[18,59],[19,59],[19,60],[18,59.1]]]",
            .geoInvalid(.ringOpen, path: "$.features[4].geometry.coordinates[0]")
        ),
        (
            "\"Polygon\",\"coordinates\":[[[18,59],[19,59],[19,60],[18,59]]]",
            "\"Polygon\",\"coordinates\":[]",
            .geoInvalid(.ringMissing, path: "$.features[4].geometry.coordinates")
        ),
        (
            "\"MultiPolygon\"", "\"MultiLineString\"",
            .geoInvalid(
                .positionInvalid, path: "$.features[5].geometry.coordinates[0][0]")
        ),
    ]

    @Test(arguments: neighbours.indices)
    func `the nearest neighbours of a document are refused with kind and path`(_ index: Int) {
        let (old, new, expected) = Self.neighbours[index]
        let text = Self.whole.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.whole)
        do throws(PicturesError) {
            _ = try GeoReader.read(Array(text.utf8))
            Issue.record("read: \(old) → \(new)")
        } catch { #expect(error == expected) }
    }

    @Test(arguments: [
        // Clockwise outside; the standard tells readers not to refuse it.
        (
            #"{"type":"Polygon","coordinates":[[[18,59],[19,60],[19,59],[18,59]]]}"#,
            GeoRemark.Kind.windingReversed, "$.coordinates"
        ),
        // A hole the way of the outer ring.
        (
            #"{"type":"Polygon","coordinates":[[[18,59],[19,59],[19,60],[18,59]],[[18.5,59.2],[18.6,59.2],[18.6,59.3],[18.5,59.2]]]}"#,
            .windingReversed, "$.coordinates"
        ),
        (
            #"{"type":"LineString","coordinates":[[179,0],[-179,0]]}"#, .antimeridianCrossed,
            "$.coordinates"
        ),
        (
            #"{"type":"Point","bbox":[18,59,19,60],"coordinates":[17,59]}"#, .boxContradicted,
            "$.bbox"
        ),
    ])
    func `what is let pass is noted with its place`(
        _ text: String, _ kind: GeoRemark.Kind, _ path: String
    ) throws {
        let map = try GeoReader.read(Array(text.utf8))
        #expect(map.remarks == [GeoRemark(kind: kind, count: 1, path: path)])
    }

    @Test(arguments: [
        (#"{"type":"MultiPoint","coordinates":[[18,59],[-70,-10]]}"#, -70.0, 18.0),
        // The smallest box goes over the 180th meridian.
        (#"{"type":"MultiPoint","coordinates":[[179,0],[-178,1],[177,2]]}"#, 177.0, -178.0),
        (#"{"type":"Point","coordinates":[18,59]}"#, 18.0, 18.0),
    ])
    func `the extent is the smallest box`(_ text: String, _ west: Double, _ east: Double) throws {
        let map = try GeoReader.read(Array(text.utf8))
        let box = try #require(GeoBox(around: map.geometries.flatMap(\.positions)))
        #expect(box.west == west && box.east == east)
    }

    @Test func `a box over the 180th meridian holds what lies in it`() throws {
        let text = #"{"type":"Point","bbox":[177,-20,-178,-15],"coordinates":[-179,-16]}"#
        #expect(try GeoReader.read(Array(text.utf8)).remarks.isEmpty)
        #expect(
            try GeoReader.read(Array(text.replacing("[-179", with: "[-177").utf8)).remarks.count
                == 1)
    }

    @Test func `counts, names and nesting stop at their limits`() throws {
        func expect(_ defect: GeoDefect, _ path: String, _ text: String) {
            do throws(PicturesError) {
                _ = try GeoReader.read(Array(text.utf8))
                Issue.record("read in spite of \(defect)")
            } catch { #expect(error == .geoInvalid(defect, path: path)) }
        }
        func repeated(_ text: String, _ count: Int) -> String {
            Array(repeating: text, count: count).joined(separator: ",")
        }
        let feature = #"{"type":"Feature","properties":{},"geometry":null}"#
        func collection(_ count: Int) -> String {
            #"{"type":"FeatureCollection","features":[\#(repeated(feature, count))]}"#
        }
        #expect(try GeoReader.read(Array(collection(10_000).utf8)).features.count == 10_000)
        expect(.tooManyFeatures(limitCount: 10_000), "$.features", collection(10_001))

        func points(_ count: Int) -> String {
            #"{"type":"MultiPoint","coordinates":[\#(repeated("[1,2]", count))]}"#
        }
        #expect(try GeoReader.read(Array(points(200_000).utf8)).geometries.count == 1)
        expect(
            .tooManyPositions(limitCount: 200_000), "$.coordinates[200000]", points(200_001))

        func geometries(_ count: Int) -> String {
            let empty = #"{"type":"MultiPolygon","coordinates":[]}"#
            return #"{"type":"GeometryCollection","geometries":[\#(repeated(empty, count))]}"#
        }
        // Each is two parts, itself and its list, and the collection is one.
        #expect(try GeoReader.read(Array(geometries(24_999).utf8)).geometries.count == 1)
        expect(
            .tooManyParts(limitCount: 50_000), "$.geometries[24999].coordinates",
            geometries(25_000))

        func nested(_ levels: Int) -> String {
            (0..<levels).reduce(#"{"type":"Point","coordinates":[1,2]}"#) { inner, _ in
                #"{"type":"GeometryCollection","geometries":[\#(inner)]}"#
            }
        }
        #expect(try GeoReader.read(Array(nested(4).utf8)).geometries.count == 1)
        expect(
            .tooDeep(limitLevels: 4), "$" + String(repeating: ".geometries[0]", count: 4),
            nested(5))

        func named(_ bytes: Int, _ count: Int) -> String {
            let keys = (0..<count).map { index in
                let digits = String(index)
                return "\"\(String(repeating: "k", count: bytes - digits.count))\(digits)\":0"
            }
            return
                #"{"type":"Feature","properties":{\#(keys.joined(separator: ","))},"geometry":null}"#
        }
        #expect(try GeoReader.read(Array(named(256, 256).utf8)).features.count == 1)
        expect(.tooManyProperties(limitCount: 256), "$.properties", named(8, 257))
        expect(
            .nameTooLong(limitBytes: 256, foundBytes: 257), "$.properties", named(257, 1))
        let id = String(repeating: "å", count: 129)
        expect(
            .nameTooLong(limitBytes: 256, foundBytes: 258), "$.id",
            #"{"type":"Feature","id":"\#(id)","properties":null,"geometry":null}"#)
    }

    @Test func `longitude comes first here, latitude there, and neither is taken for the other`()
        throws
    {
        let point = try LatitudeLongitude("59.33,18.07")
        let position = GeoPosition(point)
        #expect(position.longitude == 18.07 && position.latitude == 59.33)
        #expect(throws: GeoDefect.latitudeOutside(98)) {
            try GeoPosition(longitude: 59, latitude: 98)
        }
    }

    @Test func `a map is recognised by its root or its name, and broken ones are refused`() throws {
        let map = try read(Self.whole, name: "lage.json")
        #expect(map.naturalKind == .picture && map.mediaType == .geoJSON)
        #expect(map.bytes == Array(Self.whole.utf8) && map.statedStatus == nil)
        #expect(throws: PicturesError.self) { try read("{", name: "karta.geojson") }
        #expect(try read("{", name: "karta.json").naturalKind == .file)
        #expect(try read("{", name: "karta.geojson", intent: .file).naturalKind == .file)
        let arrived = PayloadReader.received(map.bytes, mediaType: .geoJSON, source: "x")
        #expect(arrived == map)
    }

    @Test func `a map of ours has the status it was exported with`() throws {
        let origin =
            #""budkavle":{"status":"Exercise","marking":"ÖVNING","message":"a","originator":"b","created":"c"},"#
        let text = Self.whole.replacing("\"bbox\"", with: origin + "\"bbox\"")
        let map = try read(text, name: nil)
        #expect(map.statedStatus == .exercise)
        #expect(throws: PicturesError.statusDiffers(stated: .exercise, label: .actual)) {
            try map.checkStatus(against: .actual)
        }
        #expect(try read(text, name: "x.geojson", intent: .file).statedStatus == .exercise)
        let unknown = text.replacing("\"Exercise\"", with: "\"exercise\"")
        #expect(
            throws: PicturesError.jsonInvalid(
                .valueUnknown("exercise"), path: "$.budkavle.status")
        ) { try read(unknown, name: nil) }
    }

    private func read(_ text: String, name: String?, intent: PayloadIntent = .automatic) throws
        -> Payload
    {
        try PayloadReader.read(Array(text.utf8), name: name, intent: intent, source: "tib")
    }
}
