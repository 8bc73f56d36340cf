/// Why a well-formed document is not an alert we take.
package enum CAPDefect: Error, Equatable, Sendable {
    /// The root is in no CAP namespace we know.
    case namespaceUnknown(String)
    case rootUnexpected(String)
    /// Several alerts in one file (SMHI 2019): each is a message of its own, with a status of its
    /// own, and is to be sent as one.
    case wrapperRefused(alerts: Int)
    /// An EDXL distribution around alerts; likewise.
    case distributionRefused(alerts: Int)
    case elementMissing(String)
    case elementRepeated(String)
    /// An element inside one that holds text only.
    case elementUnexpected(String)
    /// Text where only elements belong.
    case textUnexpected
    case textMissing
    case textTooLong(limitBytes: Int, foundBytes: Int)
    /// Of children of one name, or of a polygon's points.
    case tooMany(String, limitCount: Int)
    /// Not in the closed list of the standard (of this version).
    case valueUnknown(String)
    /// Not `YYYY-MM-DDThh:mm:ss±hh:mm`, or no such time.
    case timeInvalid(String)
    case numberInvalid(String)
    /// No language tag (BCP 47).
    case languageInvalid(String)
    case uriInvalid(String)
    /// Space, comma, `<` or `&` in an identifier or sender: references could not name it.
    case identifierInvalid(String)
    /// Not a list of `sender,identifier,sent`.
    case referenceInvalid(String)
    case coordinatesInvalid(String)
    case polygonTooShort(points: Int)
    case polygonOpen
    case circleInvalid(String)
}

/// What one alert may ask of a reader, beside the length of its document: far beyond any known.
package enum CAPLimits {
    /// Identifier and sender each: references repeat them.
    package static let identifierMaxBytes = 1_000
    /// Of any text but a file inside the alert, which the document's own limit holds.
    package static let textMaxBytes = 200_000
    /// Children of one name: infos, areas, polygons, codes, ….
    package static let siblingsMaxCount = 1_000
    /// Of a polygon; the text's limit is about the same.
    package static let pointsMaxCount = 10_000
}
