import Envelopes
import Identity
import Labels
import Regions

extension MessageCore {
    /// The core of a draft that has been decided.
    init(
        _ draft: MessageDraft, suite: Suite, viewDigest: ShortDigest, created: Timestamp,
        counter: UInt64
    ) {
        self.init(
            kind: draft.kind, label: draft.label, originator: draft.originator,
            function: draft.function, created: created, precedence: draft.precedence,
            viewDigest: viewDigest, ground: draft.ground, approval: draft.approval,
            activation: draft.activation, suite: suite, isOpaque: draft.isOpaque, counter: counter)
    }
}

extension Budkavle {
    /// By the ending of the name; bytes are bytes where it says nothing.
    static func mediaType(ofFileName name: String) -> String {
        let ending = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
        return mediaTypes[ending] ?? "application/octet-stream"
    }

    private static let mediaTypes = [
        "txt": "text/plain", "md": "text/markdown", "xml": "application/xml",
        "json": "application/json", "geojson": "application/geo+json", "pdf": "application/pdf",
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "csv": "text/csv",
    ]
}
