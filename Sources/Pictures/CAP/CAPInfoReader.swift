/// Reads one `info` block with its resources and areas.
struct CAPInfoReader {
    private let element: CAPElement
    private let context: CAPContext

    init(_ element: CAPElement, _ context: CAPContext) {
        self.element = element
        self.context = context
    }

    func info(_ remarks: inout [CAPRemark]) throws(PicturesError) -> CAPInfo {
        remarks += element.remarks(order: Self.infoOrder)
        remarks += element.emptyRemarks(Self.infoOptional)
        return CAPInfo(
            language: try element.optionalText("language")?.language(),
            categories: try categories(),
            event: try element.text("event").text, responses: try responses(),
            urgency: try element.text("urgency").word(CAPUrgency.self),
            severity: try element.text("severity").word(CAPSeverity.self),
            certainty: try element.text("certainty").word(CAPCertainty.self),
            audience: try element.optionalText("audience")?.text,
            eventCodes: try element.namedValues("eventCode"),
            effective: try element.optionalText("effective")?.time(),
            onset: try element.optionalText("onset")?.time(),
            expires: try element.optionalText("expires")?.time(),
            senderName: try element.optionalText("senderName")?.text,
            headline: try element.optionalText("headline")?.text,
            description: try element.optionalText("description")?.text,
            instruction: try element.optionalText("instruction")?.text,
            web: try element.optionalText("web")?.uri(),
            contact: try element.optionalText("contact")?.text,
            parameters: try element.namedValues("parameter"), resources: try resources(&remarks),
            areas: try areas(&remarks))
    }

    private func categories() throws(PicturesError) -> [CAPCategory] {
        var categories: [CAPCategory] = []
        for text in try element.texts("category") {
            categories.append(try text.word(CAPCategory.self))
        }
        if categories.isEmpty { throw element.failure(.elementMissing("category")) }
        return categories
    }

    private func responses() throws(PicturesError) -> [CAPResponse] {
        var responses: [CAPResponse] = []
        for text in try element.texts("responseType") {
            let response = try text.word(CAPResponse.self)
            guard response.exists(in: context.version) else {
                throw text.failure(.valueUnknown(text.text))
            }
            responses.append(response)
        }
        return responses
    }

    private func resources(_ remarks: inout [CAPRemark]) throws(PicturesError) -> [CAPResource] {
        var resources: [CAPResource] = []
        for (child, path) in element.all("resource") {
            let part = try CAPElement(child, path: path, context: context)
            let mediaType = try part.optionalText("mimeType")?.text
            if mediaType == nil && context.version == .cap12 {
                throw part.failure(.elementMissing("mimeType"))
            }
            resources.append(
                CAPResource(
                    description: try part.text("resourceDesc").text, mediaType: mediaType,
                    sizeBytes: try part.optionalText("size")?.sizeBytes(),
                    uri: try part.optionalText("uri")?.uri(),
                    content: try part.optionalText("derefUri", maxBytes: .max)?.text,
                    digest: try part.optionalText("digest")?.text))
            remarks += part.remarks(order: Self.resourceOrder)
            remarks += part.emptyRemarks(Array(Self.resourceOrder.dropFirst()))
        }
        return resources
    }

    private func areas(_ remarks: inout [CAPRemark]) throws(PicturesError) -> [CAPArea] {
        var areas: [CAPArea] = []
        for (child, path) in element.all("area") {
            let part = try CAPElement(child, path: path, context: context)
            areas.append(try area(part))
            remarks += part.remarks(order: Self.areaOrder)
            remarks += part.emptyRemarks(["polygon", "circle", "altitude", "ceiling"])
        }
        return areas
    }

    private func area(_ part: CAPElement) throws(PicturesError) -> CAPArea {
        var polygons: [CAPPolygon] = []
        for text in try part.texts("polygon") { polygons.append(try text.polygon()) }
        var circles: [CAPCircle] = []
        for text in try part.texts("circle") { circles.append(try text.circle()) }
        let altitude = try part.optionalText("altitude")?.decimal()
        let ceiling = try part.optionalText("ceiling")?.decimal()
        if ceiling != nil && altitude == nil { throw part.failure(.elementMissing("altitude")) }
        return CAPArea(
            description: try part.text("areaDesc").text, polygons: polygons, circles: circles,
            geocodes: try part.namedValues("geocode"), altitudeFeet: altitude,
            ceilingFeet: ceiling)
    }

    private static let infoOrder = [
        "language", "category", "event", "responseType", "urgency", "severity", "certainty",
        "audience", "eventCode", "effective", "onset", "expires", "senderName", "headline",
        "description", "instruction", "web", "contact", "parameter", "resource", "area",
    ]
    private static let infoOptional = [
        "language", "responseType", "audience", "effective", "onset", "expires", "senderName",
        "headline", "description", "instruction", "web", "contact",
    ]
    private static let resourceOrder = [
        "resourceDesc", "mimeType", "size", "uri", "derefUri", "digest",
    ]
    private static let areaOrder = [
        "areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling",
    ]
}
