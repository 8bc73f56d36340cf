/// Why JSON was refused before anyone asked what it says.
package enum JSONSyntaxDefect: Error, Equatable, Sendable {
    /// Not RFC 8259.
    case syntax
    /// The document ends before its value does, or holds none.
    case endMissing
    /// Something after the value.
    case contentAfterValue
    /// Two readers could see two documents.
    case keyRepeated
    /// `\u0000`: readers that end texts at zero would see less.
    case nulForbidden
    /// A whole number beyond 64 bits, or a fraction beyond the largest `Double`.
    case numberTooLarge
    /// Jansson's own code, for what is not expected to be seen.
    case other(code: Int)
}
