/// Why a piece of vocabulary could not be read.
package enum IdentityError: Error, Equatable {
    case nameInvalid(concept: String, text: String, offset: Int)
    case hexInvalid(offset: Int)
    case base64Invalid
    case lengthInvalid(expectedBytes: Int, foundBytes: Int)
    /// Not RFC 3339, or outside years 1970–9999.
    case timestampInvalid(text: String)
}
