import Files
package import Identity
package import Registry

/// Which text a holder has signed for which place of which chain.
///
///     budkavle-signed v1
///     root 5 1f0c…
///     actor:kommun-solna 3 77ab…
///
/// Spec: Region#rings.
package struct SignedDrafts: Equatable, Sendable {
    private var lines: [Line] = []

    private struct Line: Equatable {
        let chain: String
        let sequence: Int
        let digest: Digest
    }

    package init() {}

    /// - Throws: ``RegionError/signedInvalid(path:line:)``.
    package init(parsing text: String, at path: String) throws(RegionError) {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard rows.first == Self.header[...], rows.last?.isEmpty == true else {
            throw .signedInvalid(path: path, line: 1)
        }
        for (index, row) in rows.dropFirst().dropLast().enumerated() {
            let words = row.split(separator: " ").map(String.init)
            guard words.count == 3, let sequence = Int(words[1]),
                let digest = try? Digest(hex: words[2])
            else { throw .signedInvalid(path: path, line: index + 2) }
            lines.append(Line(chain: words[0], sequence: sequence, digest: digest))
        }
    }

    package var text: String {
        lines.reduce(into: Self.header + "\n") {
            $0 += "\($1.chain) \($1.sequence) \($1.digest)\n"
        }
    }

    /// Puts a draft down as the one that was signed for its place.
    ///
    /// - Returns: the digest of another that was.
    package mutating func remember(_ draft: NoteDraft) -> Digest? {
        let line = Line(
            chain: draft.chain.word, sequence: draft.sequence, digest: draft.digest)
        let rival = lines.last {
            $0.chain == line.chain && $0.sequence == line.sequence && $0.digest != line.digest
        }
        lines.removeAll { $0.chain == line.chain && $0.sequence == line.sequence }
        lines.append(line)
        return rival?.digest
    }

    private static let header = "budkavle-signed v1"
}

extension RegistryChain {
    fileprivate var word: String {
        switch self {
        case .root: "root"
        case .actor(let actor): "actor:\(actor)"
        }
    }
}

extension RingFolder {
    package var signed: String { path + "/signed" }

    /// - Throws: `FileError`, ``RegionError/signedInvalid(path:line:)``.
    func signedDrafts() throws -> SignedDrafts {
        guard File.isThere(signed) else { return SignedDrafts() }
        let bytes = try File.read(signed, limitBytes: signedMaxBytes)
        return try SignedDrafts(parsing: String(decoding: bytes, as: UTF8.self), at: signed)
    }

    func write(_ drafts: SignedDrafts) throws(FileError) {
        try File.writePrivate(Array(drafts.text.utf8), to: signed, replacing: true)
    }
}

/// Ten thousand lines and more.
private let signedMaxBytes = 1 << 20
