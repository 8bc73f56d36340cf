import Envelopes
import Identity
import Labels
import Primitives

/// Cores: bytes, id and meaning.
struct CoreVectors: PublishedFile {
    static let name = "cores"

    struct Reference: Codable {
        let relation: String
        let messageID: String
    }

    struct Valid: Codable {
        let name: String
        /// Hexadecimal.
        let core: String
        let coreID: String
        let kind: String
        let label: String
        let originator: String
        let function: String
        let created: String
        let precedence: String
        let references: [Reference]
        let viewDigest: String
        let ground: String
        let approval: String
        let activation: String
        let suite: String
        let opaque: Bool
        let keyCarrier: String
        let counter: UInt64
    }

    let valid: [Valid]
    let refused: [RefusedBytes]

    static func made(keeping old: CoreVectors?) throws -> CoreVectors {
        let (plain, whole) = (try VectorCores.open(), try VectorCores.whole())
        return CoreVectors(
            valid: [
                valid("an open notice", plain), valid("every field", whole),
                valid("a sealed message", try VectorCores.sealed()),
            ], refused: try refused(plain))
    }

    private static func valid(_ name: String, _ core: MessageCore) -> Valid {
        Valid(
            name: name, core: Hex.encode(core.encoded),
            coreID: MessageCore.id(ofEncoded: core.encoded).hex, kind: core.kind.rawValue,
            label: core.label.text, originator: core.originator.text,
            function: core.function?.text ?? "", created: core.created.rfc3339,
            precedence: core.precedence.rawValue,
            references: core.references.map {
                Reference(relation: $0.relation.rawValue, messageID: $0.message.hex)
            }, viewDigest: core.viewDigest.description, ground: core.ground?.text ?? "",
            approval: core.approval?.text ?? "", activation: core.activation?.text ?? "",
            suite: core.suite.rawValue, opaque: core.isOpaque,
            keyCarrier: core.keyCarrier?.description ?? "", counter: core.counter)
    }

    /// An open notice with one thing wrong, named as the page names it.
    private static func refused(_ core: MessageCore) throws -> [RefusedBytes] {
        let good = core.encoded
        func changed(_ from: [UInt8], _ to: [UInt8]) throws -> [UInt8] {
            try good.replacing(from, with: to)
        }
        // Fields of the label: status actual, class none.
        let label: [UInt8] = [0x08, 0x01, 0x20, 0x01]
        let sos = Array("sos-alarm".utf8)
        let created = [0x30] + varint(core.created.milliseconds)
        let cases: [(String, [UInt8], String)] = [
            ("nothing", [], "versionUnknown"),
            ("version 2", [0x08, 0x02] + good.dropFirst(2), "versionUnknown"),
            ("kind 0", try changed([0x10, 0x01], [0x10, 0x00]), "fieldInvalid"),
            ("kind 9", try changed([0x10, 0x01], [0x10, 0x09]), "fieldInvalid"),
            ("no kind", try changed([0x10, 0x01], []), "fieldInvalid"),
            ("status 0", try changed(label, [0x08, 0, 0x20, 1]), "labelInvalid:statusUnknown"),
            ("class 0", try changed(label, [0x08, 1, 0x20, 0]), "labelInvalid:levelUnknown"),
            (
                "class H without a secrecy marking", try changed(label, [0x08, 1, 0x20, 4]),
                "labelInvalid:classWithoutSecrecy"
            ),
            (
                "an originator in upper case",
                try changed([0x22, 9] + sos, [0x22, 9] + Array("SOS-alarm".utf8)), "nameInvalid"
            ),
            ("a time before 1970", try changed(created, [0x30] + varint(-1)), "fieldInvalid"),
            (
                "a view digest of 15 bytes",
                try changed(
                    [0x4a, 16] + core.viewDigest.bytes,
                    [0x4a, 15] + core.viewDigest.bytes.dropLast()),
                "fieldInvalid"
            ),
            ("suite 4", try changed([0x68, 0x01], [0x68, 0x04]), "fieldInvalid"),
            ("a field more", good + [0x88, 0x01, 0x01], "notCanonical"),
            (
                "a false spelled out", try changed([0x68, 0x01], [0x68, 0x01, 0x70, 0x00]),
                "notCanonical"
            ),
            ("a long varint", [0x08, 0x81, 0x00] + good.dropFirst(2), "notCanonical"),
            ("the version last", good.dropFirst(2) + [0x08, 0x01], "notCanonical"),
            ("the version twice", [0x08, 0x01] + good, "notCanonical"),
            ("one byte less", good.dropLast(), "malformed"),
        ]
        return cases.map { RefusedBytes(name: $0.0, bytes: Hex.encode($0.1), error: $0.2) }
    }

    private static func varint(_ value: Int64) -> [UInt8] {
        var (rest, bytes) = (UInt64(bitPattern: value), [UInt8]())
        while rest > 0x7f {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

/// The cores that several files use.
enum VectorCores {
    static func label(_ level: Level, _ status: Status = .actual) throws -> Label {
        let region = VectorRegion.shared
        let marking = try Secrecy(
            provision: "OSL 18:13", authority: region.sender.id, date: region.start)
        return try Label(
            status: status, secrecy: level == .open ? [] : [marking],
            securityClass: SecurityClass(of: level), audience: .all, owners: [region.sender.id],
            expires: region.now.adding(seconds: 86_400))
    }

    static func core(
        _ level: Level, _ suite: Suite, _ status: Status = .actual, approval: String? = nil,
        created: Timestamp? = nil
    ) throws -> MessageCore {
        let region = VectorRegion.shared
        return MessageCore(
            kind: .notice, label: try label(level, status), originator: region.sender.id,
            created: created ?? region.now,
            viewDigest: .view(
                policy: Hashing.sha256(Array("policy".utf8)),
                registry: Hashing.sha256(Array("registry".utf8))),
            ground: level == .open ? nil : try GroundCode("osl-10-2"),
            approval: try approval.map { try ApprovalID($0) }, suite: suite,
            isOpaque: approval != nil, counter: suite == .signed ? 7 : 0)
    }

    static func open(created: Timestamp? = nil) throws -> MessageCore {
        try core(.open, .signed, created: created)
    }

    static func sealed() throws -> MessageCore { try core(.secrecy, .sealed) }

    static func layered() throws -> MessageCore {
        try core(.secret, .layered, .exercise(ExerciseID("ovning-2026")))
    }

    /// Every field set, in a message that nobody would send.
    static func whole() throws -> MessageCore {
        let region = VectorRegion.shared
        return MessageCore(
            kind: .picture, label: try label(.secret, .exercise(ExerciseID("ovning-2026"))),
            originator: region.sender.id, function: try FunctionID("tib"),
            created: try Timestamp(rfc3339: "2026-11-23T06:00:00.123Z"), precedence: .flash,
            references: [
                MessageReference(.supersedes, MessageID(MerkleTree.emptyRoot)),
                MessageReference(.answers, MessageID(Hashing.sha256([1]))),
            ],
            viewDigest: .view(policy: MerkleTree.emptyRoot, registry: MerkleTree.emptyRoot),
            ground: try GroundCode("osl-10-2"), approval: try ApprovalID("produkt-1"),
            activation: try ActivationID("storm-2026-11"), suite: .layered, isOpaque: true,
            keyCarrier: ShortDigest(prefixOf: MerkleTree.emptyRoot), counter: .max)
    }
}

extension [UInt8] {
    /// With the one place where `old` stands replaced.
    func replacing(_ old: [UInt8], with new: [UInt8]) throws -> [UInt8] {
        let places = indices.filter { self[$0...].starts(with: old) }
        guard places.count == 1 else { throw PlaceError.places(places.count, of: Hex.encode(old)) }
        return Array(self[..<places[0]]) + new + self[(places[0] + old.count)...]
    }
}

enum PlaceError: Error { case places(Int, of: String) }
