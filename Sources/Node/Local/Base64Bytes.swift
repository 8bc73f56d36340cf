import Foundation

/// Bytes that JSON carries as base64 (RFC 4648 section 4), a third longer than they are; as numbers
/// they would be four times as long, and take longer to write than a message takes to seal.
@propertyWrapper
package struct Base64Bytes: Codable, Sendable, Hashable {
    package var wrappedValue: [UInt8]

    package init(wrappedValue: [UInt8]) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws {
        wrappedValue = Array(try decoder.singleValueContainer().decode(Data.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(wrappedValue))
    }
}
