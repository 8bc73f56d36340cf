import Files
package import Identity
package import Registry

/// A registry's directory, as `Keys/` in a region: read whole, and grown in place.
package struct RegistryFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package var isThere: Bool { Folder.isThere(path) }

    /// Every file, by path relative to the directory; nothing is verified.
    ///
    /// - Throws: ``RegionDirectoryError``.
    package func files() throws(RegionDirectoryError) -> [String: [UInt8]] {
        do throws(FileError) {
            var files: [String: [UInt8]] = [:]
            for name in try Folder.files(below: path) {
                files[name] = try File.read(path + "/" + name, limitBytes: noteFileMaxBytes)
            }
            return files
        } catch {
            switch error {
            case .tooLarge(let path, let limit): throw .tooLong(path, limitBytes: limit)
            default: throw .missing(path)
            }
        }
    }

    /// - Throws: ``RegionDirectoryError``, `RegistryError` with the file that is wrong.
    package func registry(trusting genesis: Digest?) throws -> Registry {
        try RegistryFiles.registry(from: files(), trusting: genesis)
    }

    /// Writes what is new, each note whole; then takes away what a replaced identity left void, since
    /// with it nothing would fold.
    ///
    /// - Parameter earlier: what the directory held before; only its notes are ever taken away.
    /// - Throws: ``RegionDirectoryError/unwritable(_:)``.
    package func write(
        _ registry: Registry, after earlier: Registry? = nil
    ) throws(RegionDirectoryError) {
        let notes = registry.files
        let void = (earlier?.files.keys).map { $0.filter { notes[$0] == nil } } ?? []
        do throws(FileError) {
            // The root first: no reader shall see an actor's note before the one that adds it.
            for (name, bytes) in notes.sorted(by: Self.isWrittenBefore) {
                let file = path + "/" + name
                let held = try? File.read(file, limitBytes: noteFileMaxBytes)
                if held == bytes { continue }
                try Folder.create(Folder.parent(of: file))
                try File.write(bytes, to: file, replacing: true)
            }
            for name in void { try File.remove(path + "/" + name) }
        } catch { throw .unwritable(path) }
    }

    private static func isWrittenBefore(
        _ one: (key: String, value: [UInt8]), _ other: (key: String, value: [UInt8])
    ) -> Bool {
        let (isRoot, isOtherRoot) = (one.key.hasPrefix("root/"), other.key.hasPrefix("root/"))
        return isRoot == isOtherRoot ? one.key < other.key : isRoot
    }
}
