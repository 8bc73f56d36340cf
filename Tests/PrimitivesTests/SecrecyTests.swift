import Primitives
import Testing

/// Secrets have no description and no encoding, so that no log and no file gets one by accident.
@Suite struct SecrecyTests {
    private static let bytes = [UInt8](200..<232)

    static func secrets() throws -> [any Sendable] {
        let seed = secret(bytes)
        return [
            seed,
            try SigningPrivateKey(seed: seed),
            try PostQuantumSigningPrivateKey(seed: seed),
            try WrappingPrivateKey(seed: seed),
        ]
    }

    @Test func `no type that holds a secret can be described or encoded`() throws {
        for secret in try Self.secrets() {
            #expect(!(secret is any CustomStringConvertible))
            #expect(!(secret is any CustomDebugStringConvertible))
            #expect(!(secret is any LosslessStringConvertible))
            #expect(!(secret is any Encodable))
            #expect(!(secret is any Decodable))
        }
    }

    @Test func `printing, interpolating or dumping a secret shows none of it`() throws {
        let marks = ["200, 201", "c8c9c", "C8C9C", "yMnKy8"]
        for secret in try Self.secrets() {
            var dumped = ""
            dump(secret, to: &dumped)
            let texts = [
                String(describing: secret), String(reflecting: secret), "\(secret)", dumped,
            ]
            for text in texts {
                for mark in marks { #expect(!text.contains(mark)) }
                // Nor with an element on each line.
                #expect(!text.filter(\.isNumber).contains("200201202203"))
            }
        }
        var dumped = ""
        dump(secret(Self.bytes), to: &dumped)
        #expect(dumped == "- Primitives.SecretBytes #0\n")
    }
}
