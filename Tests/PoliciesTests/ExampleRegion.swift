import Foundation
import Policies
import Testing

/// The files of the repository's own `Policies/`.
enum ExampleRegion {
    static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Policies")

    static func policyFiles() throws -> [String: [UInt8]] { try files(in: directory) }

    static func caseFiles() throws -> [String: [UInt8]] {
        try files(in: directory.appending(path: "cases"))
    }

    static func policy() throws -> Policy { try Policy.compile(files: policyFiles()) }

    private static func files(in directory: URL) throws -> [String: [UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return try names.filter { $0.hasSuffix(".yaml") }.reduce(into: [:]) { files, name in
            files[name] = Array(try Data(contentsOf: directory.appending(path: name)))
        }
    }
}
