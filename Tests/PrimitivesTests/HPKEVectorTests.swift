import Crypto
import Foundation
import Identity
import Primitives
import TestSupport
import Testing

/// The library's HPKE, on which wrapping stands, against the vectors of the RFC and of the draft
/// for post-quantum KEMs.
@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct HPKEVectorTests {
    struct Vector: Decodable, Sendable {
        let mode: Int
        let kemId: UInt16
        let kdfId: UInt16
        let aeadId: UInt16
        let info: HexBytes
        let skRm: HexBytes
        let pkSm: HexBytes?
        let psk: HexBytes?
        let pskId: HexBytes?
        let enc: HexBytes
        let key: HexBytes?
        let baseNonce: HexBytes?
        let encryptions: [Encryption]
        let exports: [Export]

        struct Encryption: Decodable, Sendable {
            /// In the RFC's file; the draft's has all from 0 on.
            let sequenceNumber: Int?
            let pt: HexBytes
            let aad: HexBytes
            let ct: HexBytes
        }

        struct Export: Decodable, Sendable {
            let exporterContext: HexBytes
            let length: Int
            let exportedValue: HexBytes

            enum CodingKeys: String, CodingKey {
                case exporterContext, exportedValue
                case length = "L"
            }
        }
    }

    @Test func `every vector of RFC 9180 opens and exports, in all four modes`() throws {
        let vectors: [Vector] = try SharedData.json(
            "data/crypto/hpke-rfc9180/test-vectors.json", isSnakeCase: true)
        var (opened, exported, modes) = (0, 0, Set<Int>())
        for vector in vectors {
            var recipient = try recipient(of: vector)
            opened += try open(vector, with: &recipient)
            exported += try export(vector.exports, with: recipient)
            modes.insert(vector.mode)
        }
        #expect(vectors.count == 8 && modes == [0, 1, 2, 3])
        #expect(opened == 24)
        #expect(exported == 24)
    }

    /// Of the file's five entries one is X-Wing's; the library has none of the other KEMs and KDFs.
    @Test func `the X-Wing vector of the post-quantum draft opens and exports`() throws {
        let vectors: [Vector] = try SharedData.json(
            "data/crypto/hpke-pq/test-vectors.json", isSnakeCase: true)
        let ours = vectors.filter { $0.kemId == 0x647a }
        #expect(vectors.count == 5 && ours.count == 1)
        let vector = try #require(ours.first)
        let key = try XWingMLKEM768X25519.PrivateKey(
            seedRepresentation: vector.skRm.bytes, publicKey: nil)
        var recipient = try HPKE.Recipient(
            privateKey: key, ciphersuite: suite(of: vector), info: Data(vector.info.bytes),
            encapsulatedKey: Data(vector.enc.bytes))
        #expect(try open(vector, with: &recipient) == 10)
        #expect(try export(vector.exports, with: recipient) == 5)
    }

    private func suite(of vector: Vector) throws -> HPKE.Ciphersuite {
        let kems: [UInt16: HPKE.KEM] = [
            0x0020: .Curve25519_HKDF_SHA256, 0x647a: .XWingMLKEM768X25519,
        ]
        let aeads: [UInt16: HPKE.AEAD] = [
            0x0001: .AES_GCM_128, 0x0003: .chaChaPoly, 0xffff: .exportOnly,
        ]
        try #require(vector.kdfId == 0x0001)
        return HPKE.Ciphersuite(
            kem: try #require(kems[vector.kemId]), kdf: .HKDF_SHA256,
            aead: try #require(aeads[vector.aeadId]))
    }

    private func recipient(of vector: Vector) throws -> HPKE.Recipient {
        let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: vector.skRm.bytes)
        let (suite, info) = (try suite(of: vector), Data(vector.info.bytes))
        let encapsulated = Data(vector.enc.bytes)
        let sender = try vector.pkSm.map {
            try Curve25519.KeyAgreement.PublicKey(rawRepresentation: $0.bytes)
        }
        let shared = vector.psk.map { SymmetricKey(data: $0.bytes) }
        let sharedName = Data(vector.pskId?.bytes ?? [])
        switch vector.mode {
        case 0:
            return try HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: info, encapsulatedKey: encapsulated)
        case 1:
            return try HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: info, encapsulatedKey: encapsulated,
                presharedKey: try #require(shared), presharedKeyIdentifier: sharedName)
        case 2:
            return try HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: info, encapsulatedKey: encapsulated,
                authenticatedBy: try #require(sender))
        default:
            return try HPKE.Recipient(
                privateKey: key, ciphersuite: suite, info: info, encapsulatedKey: encapsulated,
                authenticatedBy: try #require(sender), presharedKey: try #require(shared),
                presharedKeyIdentifier: sharedName)
        }
    }

    /// The number of messages opened.
    private func open(
        _ vector: Vector, with recipient: inout HPKE.Recipient
    ) throws -> Int {
        var next = 0
        for (index, encryption) in vector.encryptions.enumerated() {
            // The RFC's file leaves messages out, and a failed opening does not count: so the
            // recipient's counter is moved on by messages sealed here with the vector's own key.
            while let number = encryption.sequenceNumber, next < number {
                _ = try recipient.open(filler(number: next, of: vector))
                next += 1
            }
            #expect(next == encryption.sequenceNumber ?? index)
            let opened = try recipient.open(
                encryption.ct.bytes, authenticating: encryption.aad.bytes)
            #expect(Array(opened) == encryption.pt.bytes)
            next += 1
        }
        return vector.encryptions.count
    }

    private func filler(number: Int, of vector: Vector) throws -> [UInt8] {
        var nonce = try #require(vector.baseNonce?.bytes)
        nonce[11] ^= UInt8(truncatingIfNeeded: number)
        nonce[10] ^= UInt8(truncatingIfNeeded: number >> 8)
        let box = try AES.GCM.seal(
            [UInt8](), using: SymmetricKey(data: #require(vector.key?.bytes)),
            nonce: AES.GCM.Nonce(data: nonce))
        return Array(box.ciphertext + box.tag)
    }

    private func export(
        _ exports: [Vector.Export], with recipient: HPKE.Recipient
    ) throws -> Int {
        for export in exports {
            let value = try recipient.exportSecret(
                context: export.exporterContext.bytes, outputByteCount: export.length)
            #expect(value.withUnsafeBytes { Array($0) } == export.exportedValue.bytes)
        }
        return exports.count
    }
}
