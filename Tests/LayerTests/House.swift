import Foundation

/// The sources as they lie in the repository.
struct House {
    /// A Swift file by its path below the package root.
    struct File {
        let path: String
        let text: String
        let swift: SwiftText

        init(path: String, text: String) {
            self.path = path
            self.text = text
            swift = SwiftText(text)
        }

        var room: String { House.room(of: path) }

        /// Written by the protobuf compiler, not by us.
        var isGenerated: Bool { path.hasSuffix(".pb.swift") }
    }

    let files: [File]
    /// The folders of `Sources`.
    let rooms: [String]

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder `Sources`, read once.
    static let sources = Result { try House(folder: "Sources") }

    /// Every Swift file below `folder`.
    init(folder: String) throws {
        let start = Self.root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: start.path).sorted()
        files = try paths.filter { $0.hasSuffix(".swift") }.map { path in
            let text = try String(contentsOf: start.appending(path: path), encoding: .utf8)
            return File(path: folder + "/" + path, text: text)
        }
        rooms = try FileManager.default.contentsOfDirectory(atPath: start.path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    init(files: [(path: String, text: String)]) {
        self.files = files.map { File(path: $0.path, text: $0.text) }
        rooms = Set(self.files.map(\.room)).sorted()
    }

    /// `Sources/Labels/Level.swift` lies in `Labels`.
    static func room(of path: String) -> String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }
}

/// Something that breaks a rule, and where.
struct Breach: Hashable, CustomStringConvertible {
    let rule: String
    let path: String
    let line: Int
    let what: String

    init(_ rule: String, _ path: String, _ line: Int, _ what: String) {
        self.rule = rule
        self.path = path
        self.line = line
        self.what = String(what.drop { $0 == " " })
    }

    var description: String { "\(path):\(line): \(rule): \(what)" }
}
