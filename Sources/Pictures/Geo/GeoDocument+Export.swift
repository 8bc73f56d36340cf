import Documents
import Identity

extension GeoDocument {
    /// One feature; without a geometry where the notice has no position.
    package init(_ notice: Notice, from provenance: Provenance) {
        var properties = [
            JSONMember("headline", notice.headline), JSONMember("text", notice.text),
            JSONMember("source", notice.source),
        ]
        properties += [
            JSONMember("area", optional: notice.area),
            JSONMember("eventTime", optional: notice.eventTime?.rfc3339),
            JSONMember("sourceReference", optional: notice.sourceReference),
        ].compactMap { $0 }
        switch notice.change {
        case .none: break
        case .updates(let earlier): properties.append(JSONMember("updates", earlier))
        case .cancels(let earlier): properties.append(JSONMember("cancels", earlier))
        }
        self.init(
            [GeoFeature(point: notice.position, properties: properties)],
            GeoOrigin(provenance, stating: notice.status))
    }

    /// One feature, the answers as properties by their questions.
    package init(_ picture: SituationPicture, from provenance: Provenance) {
        var properties = [
            JSONMember("headline", picture.headline), JSONMember("kind", picture.kind.rawValue),
            JSONMember("source", picture.source), JSONMember("time", picture.time.rfc3339),
        ]
        properties += [
            JSONMember("place", optional: picture.place),
            JSONMember("scope", optional: picture.scope),
        ].compactMap { $0 }
        for field in PictureField.allCases {
            guard let answers = picture.statements[field] else { continue }
            let texts = answers.map { JSONNode.string($0.text) }
            properties.append(JSONMember(key: field.rawValue, node: .array(texts)))
        }
        self.init(
            [GeoFeature(point: picture.position, properties: properties)],
            GeoOrigin(provenance, stating: picture.status))
    }

    /// A feature for each polygon and circle of each area, and one without geometry for an area in
    /// words alone. GeoJSON has no circles: a point with the radius as a property.
    ///
    /// - Throws: ``PicturesError/exportRefused(_:_:)`` for a polygon over the 180th meridian.
    package init(_ alert: CAPAlert, from provenance: Provenance) throws(PicturesError) {
        var features: [GeoFeature] = []
        for info in alert.infos {
            for area in info.areas {
                let properties = info.properties + [JSONMember("area", area.description)]
                features += try area.features(properties)
            }
            if info.areas.isEmpty {
                features.append(GeoFeature(geometry: nil, properties: info.properties))
            }
        }
        self.init(features, GeoOrigin(provenance, stating: alert.status))
    }

    /// Tools drop members they do not know but keep properties: marking and status stand there too.
    private init(_ features: [GeoFeature], _ origin: GeoOrigin) {
        let marks = [
            JSONMember("marking", origin.marking), JSONMember("status", origin.status.rawValue),
        ]
        let marked = features.map {
            GeoFeature(geometry: $0.geometry, properties: marks + $0.properties)
        }
        self.init(.collection(marked), origin: origin)
    }
}

extension CAPInfo {
    fileprivate var properties: [JSONMember] {
        [
            JSONMember("headline", headline ?? event), JSONMember("event", event),
            JSONMember("urgency", urgency.rawValue), JSONMember("severity", severity.rawValue),
            JSONMember("certainty", certainty.rawValue),
            JSONMember("language", language ?? Self.languageDefault),
            JSONMember("onset", optional: onset?.rfc3339),
            JSONMember("expires", optional: expires?.rfc3339),
            JSONMember("source", optional: senderName),
            JSONMember("text", optional: description),
            JSONMember("instruction", optional: instruction),
        ].compactMap { $0 }
    }
}

extension CAPArea {
    fileprivate func features(_ properties: [JSONMember]) throws(PicturesError) -> [GeoFeature] {
        var features: [GeoFeature] = []
        for polygon in polygons {
            // Closed and long enough: the alert's own reading saw to it.
            guard let ring = try? GeoRing(polygon.points.map { GeoPosition($0) }) else { continue }
            if ring.crossesAntimeridian {
                throw .exportRefused(.geojson, .antimeridianCrossed(area: description))
            }
            features.append(
                GeoFeature(geometry: .polygon(GeoPolygon(outer: ring)), properties: properties))
        }
        for circle in circles {
            let radius = JSONMember(
                key: "radiusKilometres", node: .real(circle.radiusKilometres))
            features.append(
                GeoFeature(point: circle.center, properties: properties + [radius]))
        }
        return features.isEmpty ? [GeoFeature(geometry: nil, properties: properties)] : features
    }
}

extension GeoFeature {
    fileprivate init(point: LatitudeLongitude?, properties: [JSONMember]) {
        self.init(geometry: point.map { .point(GeoPosition($0)) }, properties: properties)
    }
}

extension JSONMember {
    fileprivate init(_ key: String, _ text: String) { self.init(key: key, node: .string(text)) }

    fileprivate init?(_ key: String, optional text: String?) {
        guard let text else { return nil }
        self.init(key, text)
    }
}
