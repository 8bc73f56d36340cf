import Files
package import Identity
import Carriers
import Primitives

/// Copies attachments that came whole from one folder to another, each compared with its name on the
/// way.
///
/// What is there already and is right stays, so a copy that was broken off goes on where it was.
package struct BlobCopy {
    private let source: BlobFolder
    private let target: BlobFolder

    package init(from source: BlobFolder, to target: BlobFolder) {
        self.source = source
        self.target = target
    }

    /// What became of it.
    package struct Report: Hashable, Sendable {
        /// Now at the target, copied or there before.
        package fileprivate(set) var count = 0
        package fileprivate(set) var bytes: UInt64 = 0
        /// Not copied, since they are not what they are called: message and digest.
        package fileprivate(set) var damaged: [String] = []

        package init() {}
    }

    /// Copies what belongs to these messages; when it returns, all of it survives a power cut.
    ///
    /// - Parameters:
    ///   - wanted: asked once, with the messages that have something here.
    ///   - removingOthers: whether what else lies at the target goes.
    ///   - progress: is told how many bytes are done, of how many.
    /// - Throws: `FileError`, and what `wanted` throws.
    package func run(
        removingOthers: Bool = false, of wanted: (Set<MessageID>) throws -> Set<MessageID>,
        progress: (_ done: UInt64, _ all: UInt64) -> Void = { _, _ in }
    ) throws -> Report {
        let found = try source.listing().blobs.filter(\.isWhole)
        let messages = try wanted(Set(found.map(\.blob.message)))
        let entries = found.filter { messages.contains($0.blob.message) }
        let all = entries.reduce(0) { $0 + $1.bytes }
        try Folder.create(target.path, mode: 0o700)
        var report = Report()
        var (done, kept): (UInt64, Set<BlobAddress>) = (0, [])
        for entry in entries {
            switch try copy(entry.blob) {
            case .there:
                report.count += 1
                report.bytes += entry.bytes
                kept.insert(entry.blob)
            case .damaged:
                report.damaged.append(entry.blob.message.hex + "/" + entry.blob.digest.hex)
            case .gone: break
            }
            done += entry.bytes
            progress(done, all)
        }
        if removingOthers { try removeAll(but: kept) }
        try Folder.flush(target.path)
        try Folder.flush(Folder.parent(of: target.path))
        return report
    }

    private enum Outcome { case there, damaged, gone }

    private func copy(_ blob: BlobAddress) throws -> Outcome {
        let path = target.file(of: blob)
        if try isRight(path, blob) { return .there }
        let input: OpenFile
        do throws(FileError) { input = try OpenFile(reading: source.file(of: blob)) } catch {
            // Its message expired since the folder was listed.
            if case .notFound = error { return .gone }
            throw error
        }
        try Folder.create(target.folder(of: blob.message), mode: 0o700)
        let output = try NewFile(at: path, mode: 0o600)
        var digest = DigestStream()
        try input.forEachBlock { block in
            digest.update(block)
            try output.file.write(block)
        }
        guard digest.finish() == blob.digest else { return .damaged }
        try output.commit(replacing: true)
        return .there
    }

    private func isRight(_ path: String, _ blob: BlobAddress) throws -> Bool {
        guard File.byteCount(of: path) != nil else { return false }
        var digest = DigestStream()
        try OpenFile(reading: path).forEachBlock { digest.update($0) }
        return digest.finish() == blob.digest
    }

    private func removeAll(but kept: Set<BlobAddress>) throws {
        for entry in try target.listing().blobs where !kept.contains(entry.blob) {
            let file = target.file(of: entry.blob)
            try File.remove(entry.isWhole ? file : GrowingFile.partPath(of: file))
        }
    }
}
