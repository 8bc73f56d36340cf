import FoundationEssentials
import Identity
import SwiftProtobuf

/// Reads a message that must be exactly what our encoder would write.
///
/// - Parameter reencode: from the wire form through our own values and back; whatever those do not
///   hold (unknown fields,
///   defaults spelled out, fields out of order) is gone on the way, and the comparison notices.
/// - Throws: ``EnvelopeError/malformed(part:)``, ``EnvelopeError/notCanonical(part:offset:)`` with
///   the first differing byte.
func decodeCanonical<Wire: Message, Value>(
    _ bytes: [UInt8], part: String, value: (Wire) throws(EnvelopeError) -> Value,
    reencode: (Value) -> Wire
) throws(EnvelopeError) -> Value {
    guard let wire = try? Wire(serializedBytes: bytes) else { throw .malformed(part: part) }
    let value = try value(wire)
    try require(encode(reencode(value)), toBe: bytes, part: part)
    return value
}

/// Reads a message whose values are its fields as they stand, so that its wire form says alone
/// whether it is what our encoder would write.
///
/// A head with a thousand slots is not built up again to be compared.
///
/// - Throws: as ``decodeCanonical(_:part:value:reencode:)``.
func decodeCanonical<Wire: Message, Value>(
    _ bytes: [UInt8], part: String, value: (Wire) throws(EnvelopeError) -> Value
) throws(EnvelopeError) -> Value {
    var options = BinaryDecodingOptions()
    // Kept, they would be written again, and the comparison would not notice them.
    options.discardUnknownFields = true
    guard let wire = try? Wire(serializedBytes: bytes, options: options) else {
        throw .malformed(part: part)
    }
    let value = try value(wire)
    try require(encode(wire), toBe: bytes, part: part)
    return value
}

private func require(
    _ again: [UInt8], toBe bytes: [UInt8], part: String
) throws(EnvelopeError) {
    guard again == bytes else {
        let offset = zip(again, bytes).prefix { $0 == $1 }.count
        throw .notCanonical(part: part, offset: offset)
    }
}

/// Encoding of a message whose required proto3 fields cannot be missing.
func encode(_ wire: some Message) -> [UInt8] {
    do {
        return try wire.serializedBytes()
    } catch {
        // proto3 has no required fields and our strings are Swift's, so the encoder has nothing to
        // refuse.
        preconditionFailure("protobuf encoding failed: \(error)")
    }
}

func bytes(_ data: Data) -> [UInt8] { Array(data) }

/// Runs a reader of names and turns its error into ours.
func named<Value>(_ read: () throws(IdentityError) -> Value) throws(EnvelopeError) -> Value {
    do { return try read() } catch { throw .nameInvalid(error) }
}

/// An empty string means absent.
func optionalName<Concept>(_ text: String) throws(EnvelopeError) -> Name<Concept>? {
    if text.isEmpty { return nil }
    return try named { () throws(IdentityError) in try Name<Concept>(text) }
}

func moment(_ milliseconds: Int64, field: String) throws(EnvelopeError) -> Timestamp {
    do { return try Timestamp(milliseconds: milliseconds) } catch {
        throw .fieldInvalid(field: field)
    }
}
