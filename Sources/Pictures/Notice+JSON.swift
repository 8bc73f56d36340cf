import Documents
import Identity

extension Notice {
    /// What the `format` member says of a notice in this form.
    package static let format = "budkavle/notice/v1"

    /// The canonical JSON. Spec: Notice.
    package var json: [UInt8] {
        var members: [String: JSONWriter.Value?] = [
            "format": .string(Self.format), "headline": .string(headline), "text": .string(text),
            "source": .string(source), "area": area.map { .string($0) },
            "position": position?.json, "eventTime": eventTime.map { .string($0.rfc3339) },
            "status": status.map { .string($0.rawValue) },
            "sourceReference": sourceReference.map { .string($0) },
        ]
        switch change {
        case .none: break
        case .updates(let earlier): members["updates"] = .string(earlier)
        case .cancels(let earlier): members["cancels"] = .string(earlier)
        }
        return JSONWriter.bytes(.object(members))
    }

    /// Reads a notice; any order and spacing, but unknown or repeated keys are errors.
    ///
    /// - Throws: ``PicturesError``.
    package init(json: [UInt8]) throws(PicturesError) {
        try self.init(JSONNode(reading: json))
    }

    init(_ node: JSONNode) throws(PicturesError) {
        var reader = try JSONObjectReader(node)
        try reader.expectFormat(Self.format)
        let headline = try reader.string("headline")
        let text = try reader.string("text")
        let source = try reader.string("source")
        let area = try reader.optionalString("area")
        let position = try reader.optionalPosition("position")
        let eventTime = try reader.optionalTime("eventTime")
        let status = try reader.optionalWord("status", PayloadStatus.self)
        let sourceReference = try reader.optionalString("sourceReference")
        let change = try reader.change()
        try reader.finish()
        self = try reader.placing { () throws(PicturesError) in
            try Notice(
                headline: headline, text: text, source: source, area: area, position: position,
                eventTime: eventTime, status: status, sourceReference: sourceReference,
                change: change)
        }
    }
}

extension LatitudeLongitude {
    var json: JSONWriter.Value {
        .object(["latitude": .number(latitude), "longitude": .number(longitude)])
    }
}

extension JSONObjectReader {
    /// The member that tells our documents from anybody's.
    mutating func expectFormat(_ format: String) throws(PicturesError) {
        let node = try required("format")
        guard node.string == format else {
            throw .jsonInvalid(
                .valueUnknown(node.string ?? ""), path: "\(path).format")
        }
    }

    fileprivate mutating func change() throws(PicturesError) -> NoticeChange {
        let updates = try optionalString("updates")
        let cancels = try optionalString("cancels")
        switch (updates, cancels) {
        case (nil, nil): return .none
        case (let earlier?, nil): return .updates(earlier)
        case (nil, let earlier?): return .cancels(earlier)
        case (_?, _?): throw .jsonInvalid(.keyUnknown("cancels"), path: path)
        }
    }
}
