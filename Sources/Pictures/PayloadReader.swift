import Documents

/// Reads what a person hands us, or what arrived.
package enum PayloadReader {
    /// Reads bytes about to be sent.
    ///
    /// `name` is the file's name, if it has one; `source` signs notices made from plain text.
    ///
    /// - Throws: ``PicturesError`` for bytes that claim to be an alert, picture or notice, or are
    ///   meant as a notice, and are not a sound one; never for other files.
    package static func read(
        _ bytes: [UInt8], name: String?, intent: PayloadIntent, source: String
    ) throws(PicturesError) -> Payload {
        if intent == .file { return try asFile(bytes, name: name) }
        switch ContentSniff(bytes, name: name) {
        case .alert:
            return Payload(
                content: .alert(try CAPReader.read(bytes)), mediaType: .capAlert, bytes: bytes)
        case .picture:
            return Payload(
                content: .picture(try SituationPicture(json: bytes)), mediaType: .picture,
                bytes: bytes)
        case .notice:
            return Payload(
                content: .notice(try Notice(json: bytes)), mediaType: .notice, bytes: bytes)
        case .map:
            return Payload(
                content: .map(try GeoReader.read(bytes)), mediaType: .geoJSON, bytes: bytes)
        case .text, .binary:
            // Whatever is to be a notice and no alert must be clean text: told where it is not, never
            // carried as a file without a word.
            guard intent == .notice else { return try asFile(bytes, name: name) }
            return Payload(
                content: .notice(try notice(fromText: bytes, source: source)),
                mediaType: .plainText, bytes: bytes)
        case .distribution: return try asFile(bytes, name: name)
        }
    }

    /// Reads bytes that arrived as `mediaType`.
    ///
    /// Never fails: what the sender's type does not fit is a file, to be kept and shown as such.
    /// The
    /// sender's `source` stands on notices in plain text.
    package static func received(
        _ bytes: [UInt8], mediaType: MediaType, name: String? = nil, source: String
    ) -> Payload {
        if let content = understood(bytes, mediaType: mediaType, source: source) {
            return Payload(content: content, mediaType: mediaType, bytes: bytes)
        }
        let named = name.flatMap { try? PlainFile(name: $0, mediaType: mediaType) }
        return Payload(
            content: .file(named ?? .unnamed(mediaType)), mediaType: mediaType, bytes: bytes)
    }

    /// A notice from plain text: the first line is the headline, the rest the text.
    ///
    /// - Throws: ``PicturesError/documentInvalid(_:)``, ``PicturesError/fieldInvalid(field:_:)``.
    package static func notice(fromText bytes: [UInt8], source: String) throws(PicturesError)
        -> Notice
    {
        if let offset = firstInvalidUTF8(in: bytes) {
            throw .documentInvalid(.encodingInvalid(offset: offset))
        }
        if let offset = controlOffset(in: bytes) {
            throw .fieldInvalid(field: "text", .controlCharacter(offset: offset))
        }
        let text = String(decoding: bytes, as: UTF8.self)
            .replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
            .replacing("\r", with: "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0.allSatisfy(\.isWhitespace) }
        guard let headline = lines.first else { throw .fieldInvalid(field: "headline", .empty) }
        let rest = lines.dropFirst().joined(separator: "\n").trimmingBlankEnds()
        return try Notice(
            headline: String(headline).trimmingBlankEnds(),
            text: rest.isEmpty ? String(headline).trimmingBlankEnds() : rest, source: source)
    }

    /// Of the first control character that is neither tab nor the end of a line.
    private static func controlOffset(in text: [UInt8]) -> Int? {
        var offset = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            if isControl, !["\t", "\n", "\r"].contains(scalar) { return offset }
            offset += scalar.utf8.count
        }
        return nil
    }

    private static func understood(_ bytes: [UInt8], mediaType: MediaType, source: String)
        -> Payload.Content?
    {
        do throws(PicturesError) {
            switch mediaType {
            case .capAlert: return .alert(try CAPReader.read(bytes))
            case .picture: return .picture(try SituationPicture(json: bytes))
            case .notice: return .notice(try Notice(json: bytes))
            case .geoJSON: return .map(try GeoReader.read(bytes))
            case .plainText, .canary: return .notice(try notice(fromText: bytes, source: source))
            default: return nil
            }
        } catch {
            return nil
        }
    }

    private static func asFile(_ bytes: [UInt8], name: String?) throws(PicturesError) -> Payload {
        let mediaType = name.map { MediaType(fileName: $0) } ?? .unknown
        let file =
            if let name {
                try PlainFile(name: name, mediaType: mediaType, status: readableStatus(bytes))
            } else { PlainFile.unnamed(mediaType, status: readableStatus(bytes)) }
        return Payload(content: .file(file), mediaType: mediaType, bytes: bytes)
    }

    /// The status of what states one and is sent as a file, where it can be read at all.
    private static func readableStatus(_ bytes: [UInt8]) -> PayloadStatus? {
        switch ContentSniff(bytes) {
        case .alert: (try? CAPReader.read(bytes))?.status ?? EDXLDistribution.status(bytes)
        case .picture: (try? SituationPicture(json: bytes))?.status
        case .notice: (try? Notice(json: bytes))?.status
        case .map: (try? GeoReader.read(bytes))?.origin?.status
        case .distribution: EDXLDistribution.status(bytes)
        case .text, .binary: nil
        }
    }
}

extension String {
    /// Without white space at either end.
    func trimmingBlankEnds() -> String {
        let start = drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
