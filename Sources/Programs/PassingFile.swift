package import Foundation

/// A file for a program that takes no other input than one with a name: the owner alone can read it,
/// and whoever made it removes it.
package struct PassingFile: Sendable {
    package let url: URL

    /// - Throws: what the file system says.
    package init(holding bytes: [UInt8]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        guard
            FileManager.default.createFile(
                atPath: url.path(percentEncoded: false), contents: Data(bytes),
                attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
    }

    package var path: String { url.path(percentEncoded: false) }

    package func remove() { try? FileManager.default.removeItem(at: url) }
}
