import Foundation
import TestSupport

/// A file of published vectors, `Tests/Vectors/<name>.json`.
///
/// Some bytes are others each time they are made: ML-DSA-65 signatures and whatever is sealed. So
/// making a file anew keeps those that are still right, and what is published changes only where
/// the formats or the cases do.
protocol PublishedFile: Codable, Sendable {
    static var name: String { get }

    /// - Parameter old: what is published now, if it can still be read.
    static func made(keeping old: Self?) throws -> Self
}

extension PublishedFile {
    static var place: URL {
        SharedData.packageRoot.appending(path: "Tests/Vectors/\(name).json")
    }

    static func published() throws -> Self {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: place))
    }

    /// The file anew, as bytes: one vector a line, so that a change shows which it concerns.
    static func madeAgain() throws -> Data {
        let file = try JSONSerialization.jsonObject(
            with: JSONEncoder().encode(made(keeping: try? published())))
        let members = file as? [String: Any] ?? [:]
        let lines = try members.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case let list as [Any]:
                "\"\(name)\":[\n\(try list.map(line).joined(separator: ",\n"))\n]"
            case let table as [String: Any]:
                "\"\(name)\":{\n"
                    + (try table.sorted { $0.key < $1.key }.map { try "\(line($0)):\(line($1))" }
                        .joined(separator: ",\n")) + "\n}"
            default: "\"\(name)\":\(try line(value))"
            }
        }
        return Data("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }

    private static func line(_ value: Any) throws -> String {
        let bytes = try JSONSerialization.data(
            withJSONObject: value,
            options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Something that must be refused, by its published form and the name of the error.
struct RefusedText: Codable {
    /// What is wrong with it.
    let name: String
    let text: String
    let error: String
}

struct RefusedBytes: Codable {
    /// What is wrong with it.
    let name: String
    /// Hexadecimal.
    let bytes: String
    let error: String
}
