package import Documents

/// What a GeoJSON document (RFC 7946) says, checked.
package struct GeoDocument: Hashable, Sendable {
    package enum Root: Hashable, Sendable {
        case geometry(GeoGeometry)
        case feature(GeoFeature)
        case collection([GeoFeature])
    }

    package let root: Root
    /// What documents of ours say of where they come from, and under which status.
    package let origin: GeoOrigin?
    /// What a reader should know beside: let pass on purpose, never in silence.
    package let remarks: [GeoRemark]

    package init(_ root: Root, origin: GeoOrigin? = nil, remarks: [GeoRemark] = []) {
        self.root = root
        self.origin = origin
        self.remarks = remarks
    }

    /// The features; a bare geometry is none.
    package var features: [GeoFeature] {
        switch root {
        case .geometry: []
        case .feature(let feature): [feature]
        case .collection(let features): features
        }
    }

    package var geometries: [GeoGeometry] {
        if case .geometry(let geometry) = root { return [geometry] }
        return features.compactMap(\.geometry)
    }
}

package struct GeoFeature: Hashable, Sendable {
    /// As written; a number as its text.
    package let identifier: JSONNode?
    /// `nil` for something without a place.
    package let geometry: GeoGeometry?
    /// In the order they came; names may be anything, values any JSON.
    package let properties: [JSONMember]

    package init(identifier: JSONNode? = nil, geometry: GeoGeometry?, properties: [JSONMember]) {
        self.identifier = identifier
        self.geometry = geometry
        self.properties = properties
    }

    /// What people call it: a property that is named so, else one whose name ends so (`kom_namn`),
    /// else its identifier.
    package var title: String? {
        let keys = properties.map { $0.key.lowercased() }
        let named = Self.titleNames.compactMap { keys.firstIndex(of: $0) }
        let endingSo = keys.indices.filter {
            keys[$0].hasSuffix("namn") || keys[$0].hasSuffix("name")
        }
        let texts = (named + endingSo).compactMap { properties[$0].node.stringOrInteger }
        let title = texts.first { !$0.trimmingBlankEnds().isEmpty }
        return title ?? identifier?.stringOrInteger
    }

    private static let titleNames = ["headline", "rubrik", "name", "namn", "title", "titel"]
}

/// The member `budkavle` of a document that was exported: marking and status travel with the
/// places.
package struct GeoOrigin: Hashable, Sendable {
    package let status: PayloadStatus
    package let marking: String
    package let message: String
    package let originator: String
    package let created: String
}

/// Something that is not as RFC 7946 wants it, but is let pass.
package struct GeoRemark: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Rings that go the wrong way; readers are told not to refuse them (3.1.6).
        case windingReversed
        /// A step of more than half around the earth, which should have been cut (3.1.9).
        case antimeridianCrossed
        /// A `bbox` that does not hold what is in it; shown is the real extent.
        case boxContradicted
    }

    package let kind: Kind
    package let count: Int
    /// Where it was first.
    package let path: String
}
