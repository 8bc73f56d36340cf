import Bundles
import Files
import Identity
import Primitives

/// A part as it came, copied to the node's own disk before it is read: what was verified is what is
/// taken in, whatever becomes of the stick meanwhile. It has no name and goes with the import,
/// unless it is kept aside.
struct BundlePartCopy: Sendable {
    private let file: NewFile
    private let folder: String

    /// - Throws: `BundleError` for what is no bundle, or on its way to another: such a file is not
    ///   copied; `FileError`.
    init(of path: String, for actor: ActorID, in folder: String) throws {
        let source = try OpenFile(reading: path)
        let opening = try BundleOpening(
            parsing: source.bytes(at: 0, count: BundleOpening.byteCountMax))
        guard opening.destination == actor else {
            throw BundleError.elsewhere(destination: opening.destination.text)
        }
        try Folder.create(folder, mode: 0o700)
        // The vault must find room, however large the stick is.
        guard
            try Disk.space(at: folder).freeBytes
                > source.byteCount() + NodeBlobs.freeMinBytes
        else { throw FileError.spaceExhausted(path: folder) }
        let name = String(UInt64.random(in: .min ... .max), radix: 36)
        file = try NewFile(at: "\(folder)/\(name).kavle", mode: 0o600)
        self.folder = folder
        let target = file.file
        try source.forEachBlock { try target.write($0) }
    }

    var content: OpenFile { file.file }

    /// Keeps the copy under its digest, where nothing of it was taken in; the same file twice is
    /// one copy.
    ///
    /// - Returns: where it lies; `nil` when there is no room for it.
    func keepAside() throws -> String? {
        var digest = DigestStream()
        try content.forEachBlock { digest.update($0) }
        let path = "\(folder)/\(digest.finish().hex.prefix(Self.nameCharacters)).kavle"
        if File.isThere(path) { return path }
        let held = try Folder.names(in: folder).reduce(UInt64(0)) {
            $0 + (File.byteCount(of: folder + "/" + $1) ?? 0)
        }
        guard try held + content.byteCount() <= Self.folderMaxBytes else { return nil }
        let temporary = try file.committed()
        try File.rename(temporary, to: path)
        return path
    }

    /// Of everything that is kept aside.
    static let folderMaxBytes: UInt64 = 1 << 30
    private static let nameCharacters = 32
}

extension NewFile {
    /// Gives it its name, and that name.
    fileprivate func committed() throws(FileError) -> String {
        try commit(replacing: false)
        return file.path
    }
}
