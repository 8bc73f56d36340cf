import Documents
import Identity

/// Swedish public feeds as notices.
///
/// Tolerant of what they add, leave out or set to `null`; an entry without headline is refused.
package enum NoticeFeeds {
    /// `polisen.se/api/events`.
    ///
    /// States no status; times are written `2025-06-07 7:32:06 +02:00`, places `lat,lon`.
    ///
    /// - Throws: ``PicturesError`` unless `bytes` are a JSON array.
    package static func police(_ bytes: [UInt8]) throws(PicturesError) -> FeedReading {
        let entries = try array(JSONNode(reading: bytes), path: "$")
        return FeedReading.of(entries, path: "$") { entry throws(PicturesError) in
            let headline = try entry.required("name")
            let time = entry.node["datetime"]?.string
            let location = entry.node["location"]
            return try Notice(
                headline: headline, text: entry.text("summary") ?? headline, source: "Polisen",
                area: location?["name"]?.string.map { MarkupText.plain($0) },
                position: position(location?["gps"]?.string),
                eventTime: time.flatMap { FeedTime.timestamp($0) },
                sourceReference: entry.line("id"))
        }
    }

    /// `api.krisinformation.se/v3/news`.
    ///
    /// - Throws: ``PicturesError`` unless `bytes` are a JSON array.
    package static func crisisNews(_ bytes: [UInt8]) throws(PicturesError) -> FeedReading {
        let entries = try array(JSONNode(reading: bytes), path: "$")
        return FeedReading.of(entries, path: "$") { entry throws(PicturesError) in
            let headline = try entry.required("Headline")
            let texts = [entry.text("Preamble"), entry.text("BodyText")].compactMap { $0 }
            let time = entry.node["Updated"]?.string ?? entry.node["Published"]?.string
            let areas = entry.node["Area"]?.array ?? []
            return try Notice(
                headline: headline,
                text: texts.isEmpty ? headline : texts.joined(separator: "\n\n"),
                source: entry.line("SenderName") ?? "Krisinformation.se",
                area: joined(areas.compactMap { $0["Description"]?.string }),
                eventTime: time.flatMap { FeedTime.timestamp($0) },
                status: statusIfTest(entry.node["IsTest"]),
                sourceReference: entry.line("Identifier"))
        }
    }

    /// Sveriges Radio's VMA API, v3: CAP in JSON, `{"alerts": […]}`.
    ///
    /// An alert must state its status; what updates or cancels must say what.
    ///
    /// - Throws: ``PicturesError`` unless `bytes` are a JSON object with an array `alerts`.
    package static func publicWarnings(_ bytes: [UInt8]) throws(PicturesError) -> FeedReading {
        let root = try JSONNode(reading: bytes)
        guard let alerts = root["alerts"] else {
            throw .jsonInvalid(.keyMissing("alerts"), path: "$")
        }
        return FeedReading.of(try array(alerts, path: "$.alerts"), path: "$.alerts") {
            entry throws(PicturesError) in
            try warning(entry)
        }
    }

    // Apart from its caller: inlined into it, Swift 6.3.1 fails an assertion when optimising.
    @inline(never)
    private static func statusIfTest(_ node: JSONNode?) -> PayloadStatus? {
        guard let isTest = node?.boolean else { return nil }
        return isTest ? .test : .actual
    }

    private static func warning(_ entry: FeedEntry) throws(PicturesError) -> Notice {
        let word = try entry.required("status")
        guard let status = PayloadStatus(rawValue: word) else {
            throw entry.failure(.valueUnknown(word))
        }
        let infos = (entry.node["info"]?.array ?? []).map {
            FeedEntry(node: $0, path: entry.path + ".info")
        }
        let swedish = infos.first { $0.line("language")?.lowercased().hasPrefix("sv") == true }
        guard let info = swedish ?? infos.first else { throw entry.failure(.keyMissing("info")) }
        let headline = try info.required("headline", or: "event")
        let texts = [info.text("description"), info.text("instruction")].compactMap { $0 }
        let areas = info.node["area"]?.array ?? []
        let sent = entry.node["sent"]?.string
        return try Notice(
            headline: headline,
            text: texts.isEmpty ? headline : texts.joined(separator: "\n\n"),
            source: try warner(entry, info),
            area: joined(areas.compactMap { $0["areaDesc"]?.string }),
            eventTime: sent.flatMap { FeedTime.timestamp($0) }, status: status,
            sourceReference: entry.line("identifier"), change: try change(entry))
    }

    private static func warner(_ entry: FeedEntry, _ info: FeedEntry) throws(PicturesError)
        -> String
    {
        if let name = info.line("senderName") { return name }
        return try entry.required("sender")
    }

    private static func change(_ entry: FeedEntry) throws(PicturesError) -> NoticeChange {
        let type = try entry.required("msgType")
        switch CAPMessageType(rawValue: type) {
        case .alert: return .none
        case .update: return .updates(try entry.required("references"))
        case .cancel: return .cancels(try entry.required("references"))
        case .acknowledgement, .error, nil: throw entry.failure(.valueUnknown(type))
        }
    }

    private static func array(_ node: JSONNode, path: String) throws(PicturesError) -> [JSONNode] {
        guard let nodes = node.array else {
            throw .jsonInvalid(.typeUnexpected(expected: "array"), path: path)
        }
        return nodes
    }

    private static func joined(_ names: [String]) -> String? {
        let names = names.map { MarkupText.plain($0) }.filter { !$0.isEmpty }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// `lat,lon`, perhaps with a space; an unreadable place is no place.
    private static func position(_ text: String?) -> LatitudeLongitude? {
        text.flatMap { try? LatitudeLongitude($0.replacing(" ", with: "")) }
    }
}

/// Times as feeds write them.
enum FeedTime {
    /// Reads RFC 3339, and the police's `2025-06-07 7:32:06 +02:00`; `nil` for anything else.
    static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 3 else { return try? Timestamp(rfc3339: text) }
        let clock = parts[1].utf8.count == 7 ? "0" + parts[1] : String(parts[1])
        return try? Timestamp(rfc3339: "\(parts[0])T\(clock)\(parts[2])")
    }
}
