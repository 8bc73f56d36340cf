/// What kind of bytes a payload holds (RFC 6838), lower case: `text/plain; charset=utf-8`.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// - Throws: ``PicturesError/mediaTypeInvalid(text:)`` unless `type/subtype`, optionally with
    ///   parameters, in printable ASCII and at most 127 bytes.
    package init(_ text: String) throws(PicturesError) {
        let lower = text.lowercased()
        let essence = lower.split(separator: ";", omittingEmptySubsequences: false)[0]
        let names = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard lower.utf8.count <= Self.textMaxBytes, names.count == 2,
            lower.utf8.allSatisfy({ (0x20...0x7e).contains($0) }),
            names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isNameByte) })
        else { throw .mediaTypeInvalid(text: text) }
        self.text = lower
    }

    private init(known text: String) { self.text = text }

    package var description: String { text }

    package static let textMaxBytes = 127

    package static let picture = MediaType(known: "application/vnd.budkavle.picture+json")
    package static let notice = MediaType(known: "application/vnd.budkavle.notice+json")
    package static let capAlert = MediaType(known: "application/cap+xml")
    package static let geoJSON = MediaType(known: "application/geo+json")
    package static let plainText = MediaType(known: "text/plain; charset=utf-8")
    /// Text that is a file, not a notice.
    package static let plainFileText = MediaType(known: "text/plain")
    /// Plain text that tries a way and is for nobody to read.
    package static let canary = MediaType(known: "application/vnd.budkavle.canary")
    package static let unknown = MediaType(known: "application/octet-stream")

    /// A guess from the end of a file's name; ``unknown`` where there is none.
    package init(fileName: String) {
        let end = fileName.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let known = fileName.contains(".") ? Self.byExtension[end] : nil
        self = known.map(MediaType.init(known:)) ?? .unknown
    }

    private static let byExtension = [
        "csv": "text/csv", "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "geojson": "application/geo+json", "gpx": "application/gpx+xml", "html": "text/html",
        "jpeg": "image/jpeg", "jpg": "image/jpeg", "json": "application/json",
        "kml": "application/vnd.google-earth.kml+xml", "md": "text/markdown", "mp3": "audio/mpeg",
        "mp4": "video/mp4", "odt": "application/vnd.oasis.opendocument.text",
        "pdf": "application/pdf", "png": "image/png",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff",
        "txt": "text/plain",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "application/xml", "zip": "application/zip",
    ]
}

/// RFC 6838 4.2 restricted-name characters.
private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$&-^_.+".utf8.contains(byte)
    }
}
