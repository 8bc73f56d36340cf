import Documents
import Identity

extension CAPInfo {
    var restated: CAPInfo {
        CAPInfo(
            language: language, categories: categories, event: event, responses: responses,
            urgency: urgency, severity: severity, certainty: certainty, audience: audience,
            eventCodes: eventCodes, effective: effective, onset: onset, expires: expires,
            senderName: senderName, headline: headline, description: description,
            instruction: instruction, web: web, contact: contact, parameters: parameters,
            resources: resources.map(\.restated), areas: areas)
    }

    var part: XMLPart {
        let certainties = [
            XMLPart("urgency", urgency.rawValue), XMLPart("severity", severity.rawValue),
            XMLPart("certainty", certainty.rawValue),
        ]
        let texts: [XMLPart?] = [
            XMLPart("effective", optional: effective?.cap), XMLPart("onset", optional: onset?.cap),
            XMLPart("expires", optional: expires?.cap),
            XMLPart("senderName", optional: senderName), XMLPart("headline", optional: headline),
            XMLPart("description", optional: description),
            XMLPart("instruction", optional: instruction), XMLPart("web", optional: web),
            XMLPart("contact", optional: contact),
        ]
        var parts = [XMLPart("language", optional: language)].compactMap { $0 }
        parts += categories.map { XMLPart("category", $0.rawValue) }
        parts.append(XMLPart("event", event))
        parts += responses.map { XMLPart("responseType", $0.rawValue) } + certainties
        parts += [XMLPart("audience", optional: audience)].compactMap { $0 }
        parts += eventCodes.map { $0.part("eventCode") } + texts.compactMap { $0 }
        parts += parameters.map { $0.part("parameter") }
        parts += resources.map(\.part) + areas.map(\.part)
        return XMLPart("info", .parts(parts))
    }
}

extension CAPResource {
    fileprivate var restated: CAPResource {
        CAPResource(
            description: description, mediaType: mediaType ?? MediaType.unknown.text,
            sizeBytes: sizeBytes, uri: uri, content: content, digest: digest)
    }

    fileprivate var part: XMLPart {
        let parts: [XMLPart?] = [
            XMLPart("resourceDesc", description), XMLPart("mimeType", optional: mediaType),
            XMLPart("size", optional: sizeBytes.map { String($0) }),
            XMLPart("uri", optional: uri), XMLPart("derefUri", optional: content),
            XMLPart("digest", optional: digest),
        ]
        return XMLPart("resource", .parts(parts.compactMap { $0 }))
    }
}

extension CAPArea {
    fileprivate var part: XMLPart {
        let heights: [XMLPart?] = [
            XMLPart("altitude", optional: altitudeFeet.map(plainDecimalText)),
            XMLPart("ceiling", optional: ceilingFeet.map(plainDecimalText)),
        ]
        let places =
            polygons.map(\.part) + circles.map(\.part) + geocodes.map { $0.part("geocode") }
        return XMLPart(
            "area", .parts([XMLPart("areaDesc", description)] + places + heights.compactMap { $0 }))
    }
}

extension CAPPolygon {
    fileprivate var part: XMLPart {
        XMLPart("polygon", points.map(\.cap).joined(separator: " "))
    }
}

extension CAPCircle {
    fileprivate var part: XMLPart {
        XMLPart("circle", "\(center.cap) \(plainDecimalText(radiusKilometres))")
    }
}

extension CAPNamedValue {
    fileprivate func part(_ element: String) -> XMLPart {
        XMLPart(element, .parts([XMLPart("valueName", name), XMLPart("value", value)]))
    }
}

extension LatitudeLongitude {
    /// `59.3293,18.0686`: latitude first, no exponent.
    fileprivate var cap: String {
        "\(plainDecimalText(latitude)),\(plainDecimalText(longitude))"
    }
}
