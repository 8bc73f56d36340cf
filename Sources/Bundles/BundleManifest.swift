package import Identity
package import Labels
package import Notes

/// What one part of a bundle says of itself, signed by the node that made it.
///
///     budkavle-bundle v1
///     bundle 8f0c2a5e91d34b7786aa0c1d2e3f4051
///     part 1 of 2
///     from kommun-solna/kommun-solna-1
///     to sos-alarm
///     status actual
///     created 2026-11-26T09:21:08Z
///     entry message 5120 2f0c…(64 hexadecimal digits)
///
/// It lists every entry, in order. Vouched for by nobody until ``ReceivedManifest/verified(by:)``
/// returns. Spec: Bundle#manifest.
package struct BundleManifest: Hashable, Sendable {
    package let bundle: BundleID
    /// From 1.
    package let part: Int
    package let partCount: Int
    package let sender: BundleSender
    package let destination: ActorID
    /// Of every message and receipt in it: exercises and tests never share a bundle with what is
    /// real.
    package let status: StatusKind
    package let created: Timestamp
    package let lines: [BundleLine]

    package init(
        bundle: BundleID, part: Int, partCount: Int, sender: BundleSender, destination: ActorID,
        status: StatusKind, created: Timestamp, lines: [BundleLine]
    ) {
        self.bundle = bundle
        self.part = part
        self.partCount = partCount
        self.sender = sender
        self.destination = destination
        self.status = status
        self.created = created
        self.lines = lines
    }

    /// The canonical note text, ending in LF.
    package var text: String {
        let head = [
            Self.firstLine, "bundle \(bundle.hex)", "part \(part) of \(partCount)",
            "from \(sender)", "to \(destination)", "status \(status.rawValue)",
            "created \(created.rfc3339)",
        ]
        return (head + lines.map(\.text)).joined(separator: "\n") + "\n"
    }

    /// Reads the text that ``text`` writes, and no other.
    ///
    /// - Throws: ``BundleError/manifestInvalid(line:)``,
    ///   ``BundleError/tooMany(part:limit:)``.
    package init(parsing text: String) throws(BundleError) {
        var rest = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)[...]
        guard rest.popLast() == "" else { throw .manifestInvalid(line: rest.count + 1) }
        var line = 0
        func value<Value>(
            _ name: String, _ read: (String) throws -> Value?
        ) throws(BundleError) -> Value {
            line += 1
            guard let text = rest.popFirst(), text.hasPrefix(name),
                let value = try? read(String(text.dropFirst(name.count)))
            else { throw .manifestInvalid(line: line) }
            return value
        }
        _ = try value(Self.firstLine) { $0.isEmpty ? true : nil }
        bundle = try value("bundle ") { BundleID(hex: $0) }
        (part, partCount) = try value("part ", Self.place)
        sender = try value("from ") { BundleSender(text: $0) }
        destination = try value("to ") { try ActorID($0) }
        status = try value("status ") { StatusKind(rawValue: $0) }
        created = try value("created ") { try Timestamp(canonical: $0) }
        guard rest.count <= BundleLimits.entriesMax else {
            throw .tooMany(part: "entries", limit: BundleLimits.entriesMax)
        }
        var lines: [BundleLine] = []
        lines.reserveCapacity(rest.count)
        while !rest.isEmpty { lines.append(try value("") { BundleLine(text: $0) }) }
        self.lines = lines
        // Numbers, for one, can be spelled in several ways.
        guard self.text == text else { throw .manifestInvalid(line: 0) }
    }

    private static func place(_ text: String) -> (Int, Int)? {
        let parts = text.split(separator: " ")
        guard parts.count == 3, parts[1] == "of", let part = Int(parts[0]),
            let count = Int(parts[2]), (1...BundleLimits.partsMax).contains(count),
            (1...count).contains(part)
        else { return nil }
        return (part, count)
    }

    private static let firstLine = "budkavle-bundle v1"
}

/// Which bundle a part is of: random, 16 bytes.
package struct BundleID: Hashable, Sendable {
    package let bytes: [UInt8]
    package var hex: String { Hex.encode(bytes) }

    package static let byteCount = 16

    /// `nil` unless there are ``byteCount`` bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init?(hex: String) {
        guard let bytes = try? Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }
}

/// The node that made a bundle: `kommun-solna/kommun-solna-1`.
package struct BundleSender: Hashable, Sendable, CustomStringConvertible {
    package let actor: ActorID
    package let node: NodeID

    package init(_ node: NodeID, of actor: ActorID) {
        self.actor = actor
        self.node = node
    }

    package var description: String { "\(actor)/\(node)" }

    init?(text: String) {
        let names = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 2, let actor = try? ActorID(names[0]), let node = try? NodeID(names[1])
        else { return nil }
        self.init(node, of: actor)
    }
}

/// A manifest as it came, with the note that is to vouch for it.
package struct ReceivedManifest: Hashable, Sendable {
    package let manifest: BundleManifest
    private let note: SignedNote

    /// - Throws: ``BundleError/manifestInvalid(line:)``,
    ///   ``BundleError/tooMany(part:limit:)``.
    package init(encoded bytes: [UInt8]) throws(BundleError) {
        do { note = try SignedNote(parsing: bytes) } catch { throw .manifestInvalid(line: 0) }
        manifest = try BundleManifest(parsing: note.text)
    }

    /// - Parameter key: the receipt key of the node that the manifest names, as the registry has
    ///   it.
    /// - Throws: ``BundleError/signatureInvalid(node:)``.
    package func verified(by key: NoteKey) throws(BundleError) -> VerifiedManifest {
        do { _ = try note.verified(by: [key]) } catch {
            throw .signatureInvalid(node: manifest.sender.description)
        }
        return VerifiedManifest(manifest: manifest)
    }
}

/// Proof that ``ReceivedManifest/verified(by:)`` returned.
package struct VerifiedManifest: Hashable, Sendable {
    package let manifest: BundleManifest

    fileprivate init(manifest: BundleManifest) { self.manifest = manifest }
}
