/// Why a well-formed document is not an alert we take.
package enum CAPDefect: Error, Equatable, Sendable {
    /// The root is in no CAP namespace we know.
    case namespaceUnknown(String)
    case rootUnexpected(String)
    /// Several alerts in one file (SMHI 2019): each is a message of its own, with a status of its
    /// own, and is to be sent as one.
    case wrapperRefused(alerts: Int)
    case elementMissing(String)
    case elementRepeated(String)
    /// An element inside one that holds text only.
    case elementUnexpected(String)
    /// Text where only elements belong.
    case textUnexpected
    case textMissing
    /// Not in the closed list of the standard (of this version).
    case valueUnknown(String)
    /// Not `YYYY-MM-DDThh:mm:ss±hh:mm`, or no such time.
    case timeInvalid(String)
    case numberInvalid(String)
    /// Space, comma, `<` or `&` in an identifier or sender: references could not name it.
    case identifierInvalid(String)
    /// Not a list of `sender,identifier,sent`.
    case referenceInvalid(String)
    case coordinatesInvalid(String)
    case polygonTooShort(points: Int)
    case polygonOpen
    case circleInvalid(String)
}
