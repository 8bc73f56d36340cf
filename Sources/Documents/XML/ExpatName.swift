import CExpat

/// A name as Expat writes it with namespaces on: the namespace's name, ``separator``, the local name.
struct ExpatName {
    /// Empty for none.
    let namespace: String
    let local: String

    /// A character no XML document can hold, not even as a reference.
    static let separator: UInt8 = 0x01

    init(_ text: String) {
        if let index = text.utf8.lastIndex(of: Self.separator) {
            namespace = String(text[..<index])
            local = String(text[text.utf8.index(after: index)...])
        } else {
            (namespace, local) = ("", text)
        }
    }
}

extension XMLDefect {
    /// What Expat's code means; the codes of entities and encodings beyond ours cannot be reached.
    init(_ code: XML_Error, expectedName: String) {
        switch code {
        case XML_ERROR_SYNTAX, XML_ERROR_INVALID_TOKEN: self = .syntax
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
            XML_ERROR_UNCLOSED_CDATA_SECTION:
            self = .endMissing
        case XML_ERROR_TAG_MISMATCH: self = .tagMismatched(expected: expectedName)
        case XML_ERROR_DUPLICATE_ATTRIBUTE: self = .attributeRepeated
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: self = .contentAfterRoot
        case XML_ERROR_UNDEFINED_ENTITY: self = .entityUndefined
        case XML_ERROR_BAD_CHAR_REF: self = .characterForbidden
        case XML_ERROR_MISPLACED_XML_PI, XML_ERROR_XML_DECL: self = .declarationInvalid
        case XML_ERROR_UNBOUND_PREFIX: self = .prefixUnbound
        case XML_ERROR_UNDECLARING_PREFIX, XML_ERROR_RESERVED_PREFIX_XML,
            XML_ERROR_RESERVED_PREFIX_XMLNS, XML_ERROR_RESERVED_NAMESPACE_URI:
            self = .namespaceInvalid
        default: self = .other(code: Int(code.rawValue))
        }
    }
}
