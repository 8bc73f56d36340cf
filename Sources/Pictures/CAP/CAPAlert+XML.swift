import Documents
import Identity

extension CAPAlert {
    /// The alert as a CAP 1.2 document, elements in the order of the schema.
    ///
    /// Reading it gives ``restated``. Times are written in UTC, as `-00:00`.
    ///
    /// - Throws: ``PicturesError/documentInvalid(_:)`` for a character that XML cannot carry, which
    ///   an alert that was read never holds.
    package func xml() throws(PicturesError) -> [UInt8] {
        do {
            return try XMLWriter.document(restated.part, namespace: CAPVersion.cap12.rawValue)
        } catch { throw .documentInvalid(error) }
    }

    /// What of the alert CAP 1.2 says: all of it, but for how its document came (``remarks``, the
    /// version). A resource without media type, as 1.1 allows, is of the unknown type.
    package var restated: CAPAlert {
        CAPAlert(
            version: .cap12, identifier: identifier, sender: sender, sent: sent, status: status,
            messageType: messageType, source: source, scope: scope, restriction: restriction,
            addresses: addresses, codes: codes, note: note, references: references,
            incidents: incidents, infos: infos.map(\.restated), remarks: [])
    }

    private var part: XMLPart {
        let triples = references.map { "\($0.sender),\($0.identifier),\($0.sent.cap)" }
        let head: [XMLPart?] = [
            XMLPart("identifier", identifier), XMLPart("sender", sender),
            XMLPart("sent", sent.cap), XMLPart("status", status.rawValue),
            XMLPart("msgType", messageType.rawValue), XMLPart("source", optional: source),
            XMLPart("scope", scope.rawValue), XMLPart("restriction", optional: restriction),
            XMLPart("addresses", optional: addresses),
        ]
        let tail: [XMLPart?] = [
            XMLPart("note", optional: note),
            triples.isEmpty ? nil : XMLPart("references", triples.joined(separator: " ")),
            XMLPart("incidents", optional: incidents),
        ]
        let parts =
            head.compactMap { $0 } + codes.map { XMLPart("code", $0) } + tail.compactMap { $0 }
            + infos.map(\.part)
        return XMLPart("alert", .parts(parts))
    }
}

extension Timestamp {
    /// `2026-11-23T05:10:00-00:00`: CAP 1.2 3.3.2 has neither `Z` nor fractions.
    var cap: String { rfc3339.prefix(19) + "-00:00" }
}
