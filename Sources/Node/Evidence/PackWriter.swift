import Auditing
import Files
import Identity
import Primitives

/// Writes a pack's files and remembers what each was.
struct PackWriter {
    private let folder: String
    /// By path, `pack.note` left out.
    private(set) var digests: [String: Digest] = [:]

    /// - Throws: `FileError/alreadyExists(path:)` where something lies already.
    init(folder: String) throws(FileError) {
        self.folder = folder
        try Folder.createEmpty(folder)
    }

    mutating func write(_ bytes: [UInt8], at path: String) throws(FileError) {
        guard isPlainPath(path) else { return }
        let file = "\(folder)/\(path)"
        try Folder.create(Folder.parent(of: file))
        try File.write(bytes, to: file, replacing: true, flushing: false)
        if path != PackManifest.path { digests[path] = Hashing.sha256(bytes) }
    }

    mutating func write(receipt bytes: [UInt8]) throws(FileError) {
        try write(bytes, at: "\(PackLayout.receipts)/\(Hashing.sha256(bytes).hex).note")
    }
}
