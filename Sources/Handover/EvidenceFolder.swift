package import Files
package import Identity
package import Notes
import Primitives
package import Registry

/// Notes that prove that somebody told two stories, kept for the root holders and auditors.
///
///     fork-root-000003-1f0c77ab28d9e013/held.note      what this machine has and goes on with
///     fork-root-000003-1f0c77ab28d9e013/offered.note   what it was shown, and refused
///     fork-root-000003-1f0c77ab28d9e013/found          by whom and when
///
/// What is found again and again is kept once. Spec: Registry#evidence.
package struct EvidenceFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// - Parameter source: who showed the note: `relay:relay-1`, `directory`, a file's name.
    /// - Returns: whether it was new.
    /// - Throws: `FileError`.
    @discardableResult
    package func keep(
        _ evidence: RegistryEvidence, from source: String, at now: Timestamp
    ) throws(FileError) -> Bool {
        let subject = evidence.chain.fileName + "-" + number(evidence.sequence)
        return try keep(
            "\(evidence.kind.rawValue)-\(subject)", evidence.held, evidence.offered,
            from: source, at: now)
    }

    /// Policy bundles that cannot both be: the one held first.
    ///
    /// - Throws: `FileError`.
    package func keep(
        policies notes: [SignedNote], from source: String, at now: Timestamp
    ) throws(FileError) {
        guard let held = notes.first, let offered = notes.last, held != offered else { return }
        try keep("policy", held, offered, from: source, at: now)
    }

    /// Two trees of one relay's log, of which neither continues the other.
    ///
    /// - Throws: `FileError`.
    package func keep(
        treesOf relay: RelayID, _ held: SignedNote, _ offered: SignedNote, at now: Timestamp
    ) throws(FileError) {
        try keep("log-\(relay)", held, offered, from: "relay:\(relay)", at: now)
    }

    @discardableResult
    private func keep(
        _ name: String, _ held: SignedNote, _ offered: SignedNote, from source: String,
        at now: Timestamp
    ) throws(FileError) -> Bool {
        // By the texts: one more signature does not make it another finding.
        let both = Hashing.sha256(held.textDigest.bytes + offered.textDigest.bytes)
        let folder = "\(path)/\(name)-\(both.hex.prefix(16))"
        if File.isThere(folder + "/found") { return false }
        try Folder.create(folder, mode: 0o700)
        try File.writePrivate(held.encoded, to: folder + "/held.note", replacing: true)
        try File.writePrivate(offered.encoded, to: folder + "/offered.note", replacing: true)
        // Last, since with it the finding is whole.
        let found = "budkavle-evidence v1\nfrom \(source)\nfound \(now.rfc3339)\n"
        try File.writePrivate(Array(found.utf8), to: folder + "/found", replacing: true)
        return true
    }

    /// All that is kept, by name.
    package func all() -> [KeptEvidence] {
        let names = (try? Folder.names(in: path)) ?? []
        return names.compactMap { KeptEvidence(in: path, name: $0) }
    }
}

/// One finding in an ``EvidenceFolder``.
package struct KeptEvidence: Hashable, Sendable, Codable {
    /// `fork-root-000003-1f0c77ab28d9e013`.
    package let name: String
    package let from: String
    package let found: String
    package let held: String
    package let offered: String

    fileprivate init?(in path: String, name: String) {
        let folder = path + "/" + name
        guard let bytes = try? File.read(folder + "/found", limitBytes: 4_096) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.count == 3, lines[0] == "budkavle-evidence v1",
            lines[1].hasPrefix("from "), lines[2].hasPrefix("found ")
        else { return nil }
        self.name = name
        from = String(lines[1].dropFirst("from ".count))
        found = String(lines[2].dropFirst("found ".count))
        (held, offered) = (folder + "/held.note", folder + "/offered.note")
    }
}

extension RegistryChain {
    var fileName: String {
        switch self {
        case .root: "root"
        case .actor(let actor): "actor-\(actor)"
        }
    }
}

private func number(_ sequence: Int) -> String {
    let digits = String(sequence)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
}
