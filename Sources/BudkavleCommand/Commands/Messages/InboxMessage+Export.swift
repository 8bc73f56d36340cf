import Identity
import Labels
import Node
import Pictures

extension InboxMessage {
    /// The body in a format; as it came for ``Pictures/ExportFormat/original``.
    ///
    /// - Throws: `PicturesError` where the format cannot say it.
    func exported(as format: ExportFormat) throws -> [UInt8] {
        if format == .original { return body }
        guard !line.isOpaque else {
            throw PicturesError.exportRefused(format, .sealedElsewhere)
        }
        return try payload().exported(as: format, from: provenance())
    }

    /// What of an alert its CAP 1.2 does not repeat: how its document came.
    var capRemarks: [CAPRemark] {
        guard case .alert(let alert) = try? payload().content else { return [] }
        return alert.remarks
    }

    private func payload() throws -> Payload {
        PayloadReader.received(
            body, mediaType: try MediaType(mediaType), name: fileName, source: line.from)
    }

    private func provenance() throws -> Provenance {
        Provenance(
            message: try MessageID(hex: line.id), originator: try ActorID(line.from),
            created: line.created, label: try Label(text: label))
    }
}
