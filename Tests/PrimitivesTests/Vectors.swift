import Foundation
import Identity
import Primitives
import TestSupport
import Testing

/// Bytes written as lower-case hexadecimal in a vector file.
struct HexBytes: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        bytes = try Hex.decode(decoder.singleValueContainer().decode(String.self))
    }
}

/// A file of Project Wycheproof.
struct Wycheproof<Group: Decodable & Sendable>: Decodable, Sendable {
    let numberOfTests: Int
    let testGroups: [Group]

    init(_ name: String) throws {
        self = try SharedData.json("data/crypto/wycheproof/\(name)_test.json")
    }
}

enum Verdict: String, Decodable, Sendable {
    case valid, invalid
    /// Right as the algorithm is written, but fine to refuse.
    case acceptable
}

func secret(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(copying: bytes) }

func secret(hex: String) throws -> SecretBytes { try secret(Hex.decode(hex)) }

extension SecretBytes {
    /// For comparing: tests hold no real secrets.
    var bytesForTest: [UInt8] { withBytes { Array($0) } }
}

/// What `body` gives, or `nil` when it throws: for vectors that only say that it must not work.
func value<Value>(_ body: () throws -> Value) -> Value? {
    try? body()
}
