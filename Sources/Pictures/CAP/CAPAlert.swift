package import Identity

/// One alert of the Common Alerting Protocol, 1.2 or 1.1 (OASIS CAP-v1.2).
///
/// What the document says, checked; what it says beside the standard is in ``remarks``.
package struct CAPAlert: Hashable, Sendable {
    package let version: CAPVersion
    package let identifier: String
    package let sender: String
    package let sent: Timestamp
    package let status: PayloadStatus
    package let messageType: CAPMessageType
    package let source: String?
    package let scope: CAPScope
    package let restriction: String?
    package let addresses: String?
    package let codes: [String]
    package let note: String?
    package let references: [CAPReference]
    package let incidents: String?
    package let infos: [CAPInfo]
    /// What a reader should know about how the document came: nothing here was lost in silence.
    package let remarks: [CAPRemark]
}

package enum CAPVersion: String, CaseIterable, Sendable, Hashable {
    case cap11 = "urn:oasis:names:tc:emergency:cap:1.1"
    case cap12 = "urn:oasis:names:tc:emergency:cap:1.2"
}

/// One language's, or one event's, telling of an alert.
package struct CAPInfo: Hashable, Sendable {
    /// As stated; `nil` means ``languageDefault``.
    package let language: String?
    package let categories: [CAPCategory]
    package let event: String
    package let responses: [CAPResponse]
    package let urgency: CAPUrgency
    package let severity: CAPSeverity
    package let certainty: CAPCertainty
    package let audience: String?
    package let eventCodes: [CAPNamedValue]
    package let effective: Timestamp?
    package let onset: Timestamp?
    package let expires: Timestamp?
    package let senderName: String?
    package let headline: String?
    package let description: String?
    package let instruction: String?
    package let web: String?
    package let contact: String?
    package let parameters: [CAPNamedValue]
    package let resources: [CAPResource]
    package let areas: [CAPArea]

    package static let languageDefault = "en-US"
}

/// A file beside the alert.
package struct CAPResource: Hashable, Sendable {
    package let description: String
    /// Required from CAP 1.2 on.
    package let mediaType: String?
    package let sizeBytes: Int64?
    package let uri: String?
    /// The file itself, base64 as it came; never decoded unasked.
    package let content: String?
    /// SHA-1, as the standard has it; worth nothing against an adversary.
    package let digest: String?
}

package struct CAPArea: Hashable, Sendable {
    package let description: String
    package let polygons: [CAPPolygon]
    package let circles: [CAPCircle]
    package let geocodes: [CAPNamedValue]
    /// Feet above mean sea level.
    package let altitudeFeet: Double?
    /// Feet above mean sea level; only together with ``altitudeFeet``.
    package let ceilingFeet: Double?
}

/// A closed ring: at least four points, the last the same as the first.
package struct CAPPolygon: Hashable, Sendable {
    package let points: [LatitudeLongitude]
}

package struct CAPCircle: Hashable, Sendable {
    package let center: LatitudeLongitude
    package let radiusKilometres: Double
}

/// `valueName` and `value`: a code in somebody's list.
package struct CAPNamedValue: Hashable, Sendable {
    package let name: String
    package let value: String
}

/// `sender,identifier,sent`: names an earlier alert.
package struct CAPReference: Hashable, Sendable {
    package let sender: String
    package let identifier: String
    package let sent: Timestamp
}

/// Something about a document that is not as the standard has it, but is let pass on purpose.
package enum CAPRemark: Hashable, Sendable {
    /// Children of the element at `path` stand in another order than the standard's; real feeds
    /// do that (krisinformation.se, 2018) and nothing depends on it.
    case orderDiffers(path: String)
    /// An element the standard does not know; skipped with all it holds.
    case elementUnknown(path: String)
    /// An optional element without content; read as absent.
    case elementEmpty(path: String)
    /// An XML signature is there. It is carried, and **not verified**.
    case signatureNotVerified
}
