import Foundation

/// A directory of a test's own, gone with the object.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "budkavle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// All names in it, those with a dot too.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }
}
