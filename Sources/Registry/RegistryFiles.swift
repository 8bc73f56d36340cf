package import Identity
import Notes
import Primitives

/// How a registry lies in files: what `Keys/` holds, and what a relay serves.
///
///     root/000000.note
///     root/000001.note
///     actors/kommun-solna/000000.note
///
/// Beside notes only `README.md` and `*.crt` may stand there, anywhere. Paths are relative, parted
/// by `/`. Spec: Registry#files.
package enum RegistryFiles {
    package static func path(ofRoot sequence: Int) -> String { "root/\(fileName(sequence))" }

    package static func path(of actor: ActorID, _ sequence: Int) -> String {
        "actors/\(actor)/\(fileName(sequence))"
    }

    /// Reads and verifies a registry from all files of a directory, by path.
    ///
    /// - Parameter verified: one that was verified in this process; when the files are its very
    ///   notes it is the answer.
    /// - Throws: ``RegistryError/inFile(path:_:)`` with the first file that is wrong, among others
    ///   because it holds private material.
    package static func registry(
        from files: [String: [UInt8]], trusting genesis: Digest?, verified: Registry? = nil
    ) throws(RegistryError) -> Registry {
        if let verified, genesis == nil || genesis == verified.genesis,
            isWhole(verified, in: files)
        {
            return verified
        }
        var root: [(path: String, note: SignedNote)] = []
        var actors: [ActorID: [(path: String, note: SignedNote)]] = [:]
        // Sorted paths give each chain in its order, since all names have six digits.
        let sorted = files.sorted { $0.key < $1.key }
        let contents = sorted.map { (path: $0.key, bytes: $0.value) }.concurrentMap { file in
            Result { () throws(RegistryError) in try content(of: file.path, file.bytes) }
        }
        for ((path, _), content) in zip(sorted, contents) {
            do throws(RegistryError) {
                switch try content.get() {
                case .ignored: break
                case .root(let note): root.append((path, note))
                case .actor(let id, let note): actors[id, default: []].append((path, note))
                }
            } catch { throw .inFile(path: path, error) }
        }
        return try Registry(root: root, actors: actors, trusting: genesis)
    }

    /// Whether the files are a registry's notes, byte for byte, and otherwise what may stand there.
    private static func isWhole(_ registry: Registry, in files: [String: [UInt8]]) -> Bool {
        let notes = registry.files
        let others = files.filter { notes[$0.key] != $0.value }
        guard files.count - others.count == notes.count else { return false }
        return others.allSatisfy { path, bytes in
            if case .ignored? = try? content(of: path, bytes) { true } else { false }
        }
    }

    /// The note in one file; `nil` for a file that is none and may stand there.
    ///
    /// - Throws: ``RegistryError``.
    static func note(at path: String, _ bytes: [UInt8]) throws(RegistryError) -> SignedNote? {
        switch try content(of: path, bytes) {
        case .root(let note), .actor(_, let note): note
        case .ignored: nil
        }
    }

    private enum Content {
        case root(SignedNote)
        case actor(ActorID, SignedNote)
        case ignored
    }

    private static func content(
        of path: String, _ bytes: [UInt8]
    ) throws(RegistryError) -> Content {
        guard !PrivateMaterial.isPresent(in: bytes) else { throw .privateMaterial }
        switch try kind(of: path) {
        case .ignored: return .ignored
        case .root: return .root(try note(bytes))
        case .actor(let id): return .actor(id, try note(bytes))
        }
    }

    private enum Kind {
        case root
        case actor(ActorID)
        case ignored
    }

    private static func kind(of path: String) throws(RegistryError) -> Kind {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .compactMap(String.init)
        guard let name = parts.last else { throw .fileUnknown }
        if name == "README.md" || name.hasSuffix(".crt") { return .ignored }
        guard isNoteName(name) else { throw .fileUnknown }
        if parts.count == 2, parts[0] == "root" { return .root }
        guard parts.count == 3, parts[0] == "actors", let actor = try? ActorID(parts[1]) else {
            throw .fileUnknown
        }
        return .actor(actor)
    }

    private static func isNoteName(_ name: String) -> Bool {
        let digits = name.utf8.prefix(sequenceDigits)
        return digits.count == sequenceDigits
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && name.utf8.dropFirst(sequenceDigits).elementsEqual(".note".utf8)
    }

    private static func note(_ bytes: [UInt8]) throws(RegistryError) -> SignedNote {
        do { return try SignedNote(parsing: bytes) } catch { throw .note(error) }
    }

    private static func fileName(_ sequence: Int) -> String {
        let digits = String(sequence)
        return String(repeating: "0", count: max(0, sequenceDigits - digits.count)) + digits
            + ".note"
    }
}

extension NoteDraft {
    /// Where the note will lie once it is appended.
    package var path: String {
        switch content {
        case .root(let note): RegistryFiles.path(ofRoot: note.sequence)
        case .actor(let note): RegistryFiles.path(of: note.actor, note.sequence)
        }
    }
}

extension Registry {
    /// The notes as files, by path: the whole content of a registry's directory.
    package var files: [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (sequence, note) in rootChain.enumerated() {
            files[RegistryFiles.path(ofRoot: sequence)] = note.encoded
        }
        for actor in actorIDs {
            for (sequence, note) in chain(of: actor).enumerated() {
                files[RegistryFiles.path(of: actor, sequence)] = note.encoded
            }
        }
        return files
    }
}

private let sequenceDigits = 6
