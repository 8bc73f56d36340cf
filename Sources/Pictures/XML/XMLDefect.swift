/// Why XML was refused before anyone asked what it says.
package enum XMLDefect: Error, Equatable, Sendable {
    /// A document type declaration: the door to entity bombs and to files and hosts of ours.
    case doctypeForbidden
    /// An entity that XML itself does not define.
    case entityUndefined(String)
    /// A character, or a reference to one, outside the XML 1.0 `Char` production.
    case characterForbidden
    case versionUnsupported(String)
    /// `expected` is what the grammar asks for here.
    case syntax(expected: String)
    case tagMismatched(expected: String, found: String)
    case attributeRepeated(String)
    case prefixUnbound(String)
    /// A namespace declaration that Namespaces in XML forbids.
    case namespaceInvalid(String)
    case tooDeep(limitElements: Int)
    case tooManyElements(limitCount: Int)
    case tooManyAttributes(limitCount: Int)
    case nameTooLong(limitBytes: Int)
}
