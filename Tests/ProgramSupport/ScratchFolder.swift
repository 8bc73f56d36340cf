package import Foundation

/// A folder of one test's own. Its name is short: a socket in it may have 107 bytes.
package struct ScratchFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "bk-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    package func remove() { try? FileManager.default.removeItem(at: url) }

    package func path(_ name: String) -> String {
        url.appending(path: name).path(percentEncoded: false)
    }
}
