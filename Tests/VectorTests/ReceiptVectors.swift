import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import Registry
import Sealing

/// Receipts as their issuers sign them, and sealed ones with what opens them.
struct ReceiptVectors: PublishedFile {
    static let name = "receipts"

    struct Valid: Codable {
        let name: String
        let note: String
        let kind: String
        let issuer: String
        let time: String
        let messages: [String]
    }

    struct Refused: Codable {
        let name: String
        let note: String
        let error: String
    }

    struct Sealed: Codable {
        let name: String
        let message: String
        /// Of the originator's X-Wing key, hexadecimal.
        let seed: String
        /// Base64.
        let sealed: String
        /// Absent where it must not open.
        let note: String?
        let error: String?
    }

    /// vkeys by issuer.
    let issuers: [String: String]
    let valid: [Valid]
    let refused: [Refused]
    let sealed: [Sealed]
    let sealedRefused: [Sealed]

    static func made(keeping old: ReceiptVectors?) throws -> ReceiptVectors {
        let receipts = try VectorReceipts()
        let opened = try receipts.opened.signed(by: receipts.node)
        let sealed = try receipts.sealed(
            "opened", opened, keeping: old?.sealed.first { $0.name == "opened" })
        return ReceiptVectors(
            issuers: [
                receipts.accepted.issuer.text: receipts.relay.key.vkey,
                receipts.opened.issuer.text: receipts.node.key.vkey,
            ],
            valid: try [
                ("accepted, of two messages", receipts.accepted, receipts.relay),
                ("opened, with its slot", receipts.opened, receipts.node),
            ].map { name, receipt, signer in
                Valid(
                    name: name, note: try text(receipt.signed(by: signer)),
                    kind: receipt.kind.rawValue, issuer: receipt.issuer.text,
                    time: receipt.time.rfc3339, messages: receipt.items.map(\.message.hex))
            }, refused: try receipts.refused(), sealed: [sealed],
            sealedRefused: try receipts.sealedRefused(sealed))
    }

    static func text(_ note: SignedNote) -> String {
        String(decoding: note.encoded, as: UTF8.self)
    }
}

private struct VectorReceipts {
    let relay: NoteSigner
    let node: NoteSigner
    let accepted: Receipt
    let opened: Receipt
    private let originator = VectorRegion.shared.seeds.at("receipts")
    private let message: MessageID

    init() throws {
        let region = VectorRegion.shared
        relay = try NoteSigner(
            name: RegistryKeyName.relay(RelayID("rela-1"), in: region.id),
            ed25519: region.seeds.at("rela-1").signing())
        node = try NoteSigner(
            name: RegistryKeyName.node(NodeID("kommun-solna-1"), in: region.id),
            ed25519: region.seeds.at("kommun-solna-1").signing())
        let messages = ["a", "b"].map { MessageID(Hashing.sha256(Array($0.utf8))) }
        message = messages[0]
        accepted = try Receipt(
            .accepted, of: messages.map { ReceiptItem($0) }, issuer: .relay(RelayID("rela-1")),
            at: region.now, log: Receipt.LogReference(origin: "exempel/relay/rela-1", size: 7))
        opened = try Receipt(
            .opened,
            of: [
                ReceiptItem(
                    messages[0],
                    slot: ReceiptItem.SlotReference(
                        digest: Hashing.sha256(Array("slot".utf8)),
                        key: originator.wrapping().publicKey.id))
            ], issuer: .node(NodeID("kommun-solna-1"), of: region.solna.id), at: region.now,
            detail: "påhittad")
    }

    func refused() throws -> [ReceiptVectors.Refused] {
        let text = opened.text
        func note(_ text: String, by signer: NoteSigner? = nil) throws -> String {
            try ReceiptVectors.text(SignedNote(text: text, signers: [signer ?? node]))
        }
        let item = "message \(message)"
        let cases: [(String, String, String)] = [
            ("another format", text.replacing("receipt v1", with: "receipt v2"), "lineUnexpected"),
            ("a kind nobody knows", text.replacing("opened", with: "read"), "valueInvalid"),
            (
                "an issuer without a node", text.replacing("/kommun-solna-1", with: ""),
                "valueInvalid"
            ),
            (
                "a time of another spelling", text.replacing("06:00:00Z", with: "06:00:00.000Z"),
                "valueInvalid"
            ),
            (
                "lines in another order",
                text.replacing("kind opened\n", with: "") + "kind opened\n", "lineUnexpected"
            ),
            ("the same message twice", accepted.text + item + "\n", "valueInvalid"),
            (
                "no message",
                text.split(separator: "\n").filter { !$0.hasPrefix("message") }
                    .map { $0 + "\n" }.joined(), "partInvalid"
            ),
            ("a slot without its key", text.replacing(" key ", with: " "), "valueInvalid"),
        ]
        var refused = try cases.map { name, text, error in
            ReceiptVectors.Refused(name: name, note: try note(text), error: error)
        }
        refused.append(
            ReceiptVectors.Refused(
                name: "signed by somebody else", note: try note(text, by: relay),
                error: "note:signatureMissing"))
        refused.append(
            ReceiptVectors.Refused(
                name: "an issuer nobody registered",
                note: try note(text.replacing("kommun-solna-1", with: "kommun-solna-2")),
                error: "issuerUnknown"))
        return refused
    }

    // MARK: Sealed

    private func vector(
        _ name: String, _ blob: [UInt8], message: MessageID? = nil, seed: SecretBytes? = nil,
        note: String? = nil
    ) -> ReceiptVectors.Sealed {
        ReceiptVectors.Sealed(
            name: name, message: (message ?? self.message).hex,
            seed: (seed ?? originator.seed).withBytes { Hex.encode(Array($0)) },
            sealed: Base64.encode(blob), note: note, error: note == nil ? "openFailed" : nil)
    }

    /// The published one stays while it opens to the same.
    func sealed(
        _ name: String, _ note: SignedNote, keeping old: ReceiptVectors.Sealed?
    ) throws -> ReceiptVectors.Sealed {
        let key = try originator.wrapping()
        let text = ReceiptVectors.text(note)
        if let old, let blob = try? Base64.decode(old.sealed),
            (try? SealedReceipt.open(blob, for: message, with: key)) == note.encoded
        {
            return vector(name, blob, note: text)
        }
        let blob = try SealedReceipt.seal(note.encoded, for: message, to: key.publicKey)
        return vector(name, blob, note: text)
    }

    func sealedRefused(_ good: ReceiptVectors.Sealed) throws -> [ReceiptVectors.Sealed] {
        let blob = try Base64.decode(good.sealed)
        func turned(_ index: Int) -> [UInt8] {
            var copy = blob
            copy[index] ^= 1
            return copy
        }
        return [
            vector(
                "another message's", blob, message: MessageID(Hashing.sha256(Array("b".utf8)))),
            vector(
                "another key", blob, seed: VectorRegion.shared.seeds.at("nobody").seed),
            vector("a bit of the key id turned", turned(0)),
            vector("a bit of the encapsulation turned", turned(16)),
            vector("a bit of the ciphertext turned", turned(1_136)),
            vector("the last byte missing", Array(blob.dropLast())),
            vector("one byte more", blob + [0]), vector("nothing", []),
        ]
    }
}
