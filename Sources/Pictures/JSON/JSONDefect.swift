/// Why sound JSON was refused as ours.
package enum JSONDefect: Error, Equatable, Sendable {
    /// Two spellings of one key: characters with and without combining accents.
    case keyRepeated(String)
    case keyUnknown(String)
    case keyMissing(String)
    case typeUnexpected(expected: String)
    case valueUnknown(String)
    case timeInvalid(String)
    case fieldInvalid(FieldDefect)
    case coordinateInvalid(String)
}
