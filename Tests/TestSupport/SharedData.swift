package import Foundation

/// Third-party test data, which lies beside the repository and is never part of it.
///
/// The folder is `BUDKAVLE_SHARED`, by default `../shared` seen from the package root. Where it is
/// absent, tests that need it are skipped visibly; where `CI` is set they run and fail instead, so
/// that a machine that proves everything cannot prove nothing.
package enum SharedData {
    /// What to say with it: `.enabled(if: isPresent, Comment(rawValue: hint))`.
    package static let hint = "needs third-party data in BUDKAVLE_SHARED or ../shared"

    /// Whether tests on this data are to run.
    package static var isPresent: Bool {
        environment["CI"] != nil || FileManager.default.fileExists(atPath: root.path)
    }

    package static var root: URL {
        if let path = environment["BUDKAVLE_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        return packageRoot.deletingLastPathComponent().appending(path: "shared")
    }

    /// The folder of `Package.swift`.
    package static var packageRoot: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// A file or folder by its path below the root: `data/crypto/xwing/xwing.pub.pem`.
    package static func url(_ path: String) -> URL { root.appending(path: path) }

    package static func bytes(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: url(path)))
    }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// - Parameter isSnakeCase: whether `tree_size` in the file is `treeSize` in the type.
    package static func json<Value: Decodable>(
        _ path: String, as type: Value.Type = Value.self, isSnakeCase: Bool = false
    ) throws -> Value {
        let decoder = JSONDecoder()
        if isSnakeCase { decoder.keyDecodingStrategy = .convertFromSnakeCase }
        return try decoder.decode(type, from: Data(contentsOf: url(path)))
    }

    /// Paths below the root of every file under `folder`, at any depth, sorted.
    package static func files(under folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url(folder).path)
            .map { folder + "/" + $0 }
            .filter {
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: url($0).path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }
            .sorted()
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
