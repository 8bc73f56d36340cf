/// Why XML was refused before anyone asked what it says.
package enum XMLDefect: Error, Equatable, Sendable {
    /// A document type declaration: the door to entity bombs and to files and hosts of ours.
    case doctypeForbidden
    /// An entity that XML itself does not define.
    case entityUndefined
    /// A reference to a character outside the XML 1.0 `Char` production.
    case characterForbidden
    case versionUnsupported(String)
    /// An XML declaration that is misshapen, or not at the very beginning.
    case declarationInvalid
    /// A character that cannot stand here.
    case syntax
    /// The document ends before its elements do, or holds none.
    case endMissing
    /// Something after the root element.
    case contentAfterRoot
    /// `expected` is the innermost open element, without prefix.
    case tagMismatched(expected: String)
    case attributeRepeated
    case prefixUnbound
    /// A namespace declaration that Namespaces in XML forbids.
    case namespaceInvalid
    case tooDeep(limitElements: Int)
    case tooManyElements(limitCount: Int)
    /// Namespace declarations count as attributes.
    case tooManyAttributes(limitCount: Int)
    case nameTooLong(limitBytes: Int)
    case namespaceTooLong(limitBytes: Int)
    /// One tag, comment or processing instruction.
    case markupTooLong(limitBytes: Int)
    /// Expat's own code, for what is not expected to be seen.
    case other(code: Int)
}
