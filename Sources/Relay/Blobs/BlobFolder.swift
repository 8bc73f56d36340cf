package import Carriers
package import Files
import Identity

/// Where a relay keeps blobs: files beside the store, a folder for each message that names them.
///
///     blobs/<message id>/<digest>         whole, compared with its digest
///     blobs/<message id>/<digest>.part    as far as it has come
///
/// A blob goes with its message, so no count of references can be wrong; and since names hold the
/// message, nobody learns from an upload whether somebody else has handed in the same bytes.
package struct BlobFolder: Sendable {
    let path: String

    package init(_ path: String) { self.path = path }

    func folder(of message: MessageID) -> String { path + "/" + message.hex }

    func file(of blob: BlobAddress) -> String {
        folder(of: blob.message) + "/" + blob.digest.hex
    }

    /// Makes a place for a blob that is to come; when it returns, the place survives a power cut.
    ///
    /// - Throws: `FileError`.
    func begin(_ blob: BlobAddress) throws(FileError) {
        let folder = folder(of: blob.message)
        try Folder.create(folder, mode: 0o700)
        _ = try GrowingFile(at: file(of: blob))
        try Folder.flush(folder)
        try Folder.flush(path)
    }

    func isWhole(_ blob: BlobAddress) -> Bool { File.isThere(file(of: blob)) }

    /// Whether what was listed is still there.
    func isThere(_ entry: BlobListing.Entry) -> Bool {
        let file = file(of: entry.blob)
        return File.isThere(entry.isWhole ? file : GrowingFile.partPath(of: file))
    }

    /// Forgets a message's blobs, whole or not.
    func remove(_ message: MessageID) { Folder.removeAll(folder(of: message)) }

    /// Everything that lies there now.
    ///
    /// - Throws: `FileError`.
    package func listing() throws(FileError) -> BlobListing {
        guard Folder.isThere(path) else { return BlobListing(folder: self, blobs: [], strays: []) }
        var blobs: [BlobListing.Entry] = []
        var strays: [String] = []
        for name in try Folder.names(in: path) {
            guard let message = try? MessageID(hex: name), Folder.isThere(path + "/" + name) else {
                strays.append(name)
                continue
            }
            for file in (try? Folder.names(in: path + "/" + name)) ?? [] {
                let isPart = file.hasSuffix(GrowingFile.partSuffix)
                let hex = isPart ? String(file.dropLast(GrowingFile.partSuffix.count)) : file
                guard let digest = try? Digest(hex: hex),
                    let bytes = File.byteCount(of: path + "/" + name + "/" + file)
                else {
                    strays.append(name + "/" + file)
                    continue
                }
                blobs.append(
                    BlobListing.Entry(
                        blob: BlobAddress(message: message, digest: digest), bytes: bytes,
                        isWhole: !isPart))
            }
        }
        return BlobListing(folder: self, blobs: blobs, strays: strays)
    }
}

/// What lay in a ``BlobFolder`` at one moment.
package struct BlobListing: Sendable {
    package struct Entry: Sendable {
        package let blob: BlobAddress
        /// Of the file, as far as it had come.
        package let bytes: UInt64
        package let isWhole: Bool
    }

    let folder: BlobFolder
    package let blobs: [Entry]
    /// Names that no relay gives.
    package let strays: [String]

    /// Those that are whole, and those that are still coming.
    package func sum(whole: Bool) -> (count: Int, bytes: UInt64) {
        let chosen = blobs.filter { $0.isWhole == whole }
        return (chosen.count, chosen.reduce(0) { $0 + $1.bytes })
    }
}
