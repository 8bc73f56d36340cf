import Identity
import Notes
import Primitives
import RegionSupport
import Registry

/// Signed notes: what holds under which keys, and what does not.
struct NoteVectors: PublishedFile {
    static let name = "notes"

    struct Valid: Codable {
        let name: String
        let note: String
        let keys: [String]
        /// Whose signatures hold, in the order of their lines.
        let signers: [String]
        /// SHA-256 of the text.
        let digest: String
    }

    struct Quorum: Codable {
        let name: String
        let note: String
        let threshold: Int
        /// Pairs of vkeys, Ed25519 and ML-DSA-65.
        let authorities: [[String]]
        /// Absent where the quorum has signed.
        let error: String?
    }

    struct Refused: Codable {
        let name: String
        /// Hexadecimal: some are not text.
        let note: String
        let keys: [String]
        let error: String
    }

    let valid: [Valid]
    let quorums: [Quorum]
    let refused: [Refused]
    let refusedKeys: [RefusedText]

    static func made(keeping old: NoteVectors?) throws -> NoteVectors {
        let parts = try Parts()
        return NoteVectors(
            valid: try parts.valid(), quorums: try parts.quorums(keeping: old?.quorums ?? []),
            refused: try parts.refused(), refusedKeys: parts.refusedKeys())
    }
}

/// What the cases are made of.
private struct Parts {
    let text = "budkavle-example v1\nEn rad.\n\nOch en efter en tom.\n"
    let anna: NoteSigner
    let bo: NoteSigner
    let authorities: [TestAuthority]

    init() throws {
        let seeds = VectorRegion.shared.seeds.at("notes")
        anna = try NoteSigner(name: "exempel/anna", ed25519: seeds.at("anna").signing())
        bo = try NoteSigner(name: "exempel/bo", ed25519: seeds.at("bo").signing())
        authorities = try ["rot-1", "rot-2", "rot-3"].map {
            try TestAuthority("exempel/\($0)", seeds.at($0))
        }
    }

    func note(_ signers: NoteSigner...) throws -> String {
        String(decoding: try SignedNote(text: text, signers: signers).encoded, as: UTF8.self)
    }

    func valid() throws -> [NoteVectors.Valid] {
        func valid(
            _ name: String, _ note: String, _ keys: [NoteSigner], _ signers: [NoteSigner]
        ) throws -> NoteVectors.Valid {
            NoteVectors.Valid(
                name: name, note: note, keys: keys.map(\.key.vkey),
                signers: signers.map(\.key.name),
                digest: try SignedNote(parsing: Array(note.utf8)).textDigest.hex)
        }
        return [
            try valid("one signature", note(anna), [anna], [anna]),
            try valid("two signatures", note(bo, anna), [anna, bo], [bo, anna]),
            try valid("a line nobody asks about", note(anna, bo), [bo], [bo]),
        ]
    }

    func quorums(keeping old: [NoteVectors.Quorum]) throws -> [NoteVectors.Quorum] {
        func quorum(
            _ name: String, _ threshold: Int, _ signers: [NoteSigner], error: String? = nil
        ) throws -> NoteVectors.Quorum {
            NoteVectors.Quorum(
                name: name,
                note: try keptNote(old.first { $0.name == name }?.note, text, signers),
                threshold: threshold,
                authorities: authorities.map {
                    [$0.authority.ed25519.vkey, $0.authority.mlDSA65.vkey]
                },
                error: error)
        }
        let (first, second) = (authorities[0].signers, authorities[1].signers)
        return [
            try quorum("two of three", 2, first + second),
            try quorum("one of two that are needed", 2, first, error: "thresholdUnmet"),
            try quorum(
                "Ed25519 alone does not count", 1, [first[0]], error: "thresholdUnmet"),
            try quorum("nobody", 1, [anna], error: "thresholdUnmet"),
        ]
    }

    func refused() throws -> [NoteVectors.Refused] {
        let good = try note(anna)
        func refused(_ name: String, _ note: [UInt8], _ error: String) -> NoteVectors.Refused {
            NoteVectors.Refused(
                name: name, note: Hex.encode(note), keys: [anna.key.vkey], error: error)
        }
        func changed(_ from: String, _ to: String) -> [UInt8] {
            Array(good.replacing(from, with: to).utf8)
        }
        let dash = Array("\u{2014} ".utf8)
        return [
            refused("another text", changed("En rad", "En rat"), "signatureInvalid"),
            refused("nobody's line", Array(try note(bo).utf8), "signatureMissing"),
            refused("another name", changed("exempel/anna", "exempel/anne"), "signatureMissing"),
            refused("no signature", Array((text + "\n").utf8), "signaturesMissing"),
            refused("no empty line", Array("en rad\n".utf8), "emptyLineMissing"),
            refused("a tab", changed("En rad", "En\trad"), "controlCharacter"),
            refused("bytes that are not UTF-8", [0xff] + Array(good.utf8), "utf8Invalid"),
            refused(
                "no line feed at the end", Array(good.utf8.dropLast()), "signatureLineMalformed"),
            refused("base64 without padding", changed("=\n", "\n"), "signatureLineMalformed"),
            refused("two spaces", changed("anna ", "anna  "), "signatureLineMalformed"),
            refused(
                "a hyphen for a dash", try Array(good.utf8).replacing(dash, with: Array("- ".utf8)),
                "signatureLineMalformed"),
            refused("carriage returns", changed("\n", "\r\n"), "controlCharacter"),
        ]
    }

    func refusedKeys() -> [RefusedText] {
        let good = anna.key.vkey
        let parts = good.split(separator: "+", maxSplits: 2)
        return [
            ("another key id", "\(parts[0])+00000000+\(parts[2])", "keyIDMismatch"),
            ("a name with a space", "exempel anna+\(parts[1])+\(parts[2])", "nameInvalid"),
            ("no name", "+\(parts[1])+\(parts[2])", "nameInvalid"),
            ("two parts", "\(parts[0])+\(parts[1])", "verifierKeyMalformed"),
            (
                "a key id in capitals", "\(parts[0])+\(parts[1].uppercased())+\(parts[2])",
                "verifierKeyMalformed"
            ),
            ("no key", "\(parts[0])+\(parts[1])+AQ==", "verifierKeyMalformed"),
            (
                "a point of small order",
                "\(parts[0])+\(parts[1])+\(Base64.encode([1, 1] + [UInt8](repeating: 0, count: 31)))",
                "verifierKeyMalformed"
            ),
        ].map { RefusedText(name: $0.0, text: $0.1, error: $0.2) }
    }
}

/// The published note where it is still `text` signed by exactly these; else a new one.
func keptNote(_ old: String?, _ text: String, _ signers: [NoteSigner]) throws -> String {
    if let old, let note = try? SignedNote(parsing: Array(old.utf8)), note.text == text,
        note.signatures.count == signers.count,
        zip(note.signatures, signers).allSatisfy({ line, signer in
            line.isMade(by: signer.key)
                && signer.key.verifies(line.bytes, over: Array(text.utf8))
        })
    {
        return old
    }
    return String(decoding: try SignedNote(text: text, signers: signers).encoded, as: UTF8.self)
}
