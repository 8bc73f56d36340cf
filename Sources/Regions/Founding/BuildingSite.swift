import Files

/// A directory under way beside where it shall stand; gone with the object unless it is finished.
final class BuildingSite {
    let path: String
    private let destination: String
    private var isFinished = false

    /// - Throws: `FileError/alreadyExists(path:)` unless nothing or an empty directory is at
    ///   `destination`.
    init(for destination: String) throws(FileError) {
        self.destination = destination
        if File.isThere(destination) {
            guard Folder.isThere(destination), try Folder.names(in: destination).isEmpty else {
                throw .alreadyExists(path: destination)
            }
        }
        let parent = Folder.parent(of: destination)
        try Folder.create(parent)
        let name = destination.split(separator: "/").last ?? "region"
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        path = "\(parent)/.\(name).\(suffix).new"
        try Folder.create(path)
    }

    deinit { if !isFinished { Folder.removeAll(path) } }

    func finish() throws(FileError) {
        try File.rename(path, to: destination)
        isFinished = true
    }
}
