/// Reads XML 1.0 with namespaces from strangers: no document type, hence no declared entities, and
/// nothing outside the bytes is ever looked at.
///
/// UTF-8, UTF-16, ISO-8859-1 and US-ASCII, as marked or declared. Decision: 0014.
package enum XMLReader {
    /// The root element of `document`.
    ///
    /// - Throws: ``DocumentsError``: length, encoding, ``DocumentsError/xmlInvalid(_:at:)``.
    package static func read(_ document: [UInt8]) throws(DocumentsError) -> DocumentElement {
        try DocumentLimit.check(document)
        try XMLEncodingMark(document).check(document)
        return try ExpatParser(document).root()
    }
}
