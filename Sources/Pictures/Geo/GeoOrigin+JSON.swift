import Documents
import Identity
import Labels

extension GeoOrigin {
    /// Of the document's own objects; no standard has it.
    static let member = "budkavle"

    init(_ provenance: Provenance, stating status: PayloadStatus?) {
        self.init(
            status: status ?? PayloadStatus(provenance.label.status.kind),
            marking: Marking(provenance.label).line, message: provenance.message.hex,
            originator: provenance.originator.text, created: provenance.created.rfc3339)
    }

    var json: JSONWriter.Value {
        .object([
            "status": .string(status.rawValue), "marking": .string(marking),
            "message": .string(message), "originator": .string(originator),
            "created": .string(created),
        ])
    }

    /// Strict: it says under which status the places may travel.
    static func read(_ node: JSONNode?) throws(PicturesError) -> GeoOrigin? {
        guard let node else { return nil }
        var object = try JSONObjectReader(node, path: "$.\(member)")
        guard let status = try object.optionalWord("status", PayloadStatus.self) else {
            throw .jsonInvalid(.keyMissing("status"), path: object.path)
        }
        let origin = GeoOrigin(
            status: status, marking: try object.string("marking"),
            message: try object.string("message"), originator: try object.string("originator"),
            created: try object.string("created"))
        try object.finish()
        return origin
    }
}
