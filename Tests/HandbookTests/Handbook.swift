import Foundation

/// The pages of the Handbook and the sources beside them, as they lie in the repository.
enum Handbook {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let folder = root.appending(path: "Sources/Handbook/Handbook.docc")

    /// Every page by its path within the Handbook: `Spec/Label.md`.
    static let pages: [String: Page] = {
        let files = allFiles(under: folder, ending: "md")
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, Page($0.text)) })
    }()

    static let readme = text(of: root.appending(path: "README.md"))

    /// Every Swift file of the product by its path.
    static let sources = allFiles(under: root.appending(path: "Sources"), ending: "swift")

    struct File: Sendable {
        let path: String
        let text: String
    }

    static func text(of file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    private static func allFiles(under folder: URL, ending: String) -> [File] {
        let prefix = folder.standardizedFileURL.path(percentEncoded: false) + "/"
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var files: [File] = []
        while let file = found?.nextObject() as? URL {
            guard file.pathExtension == ending else { continue }
            let path = file.standardizedFileURL.path(percentEncoded: false)
            let name = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
            files.append(File(path: name, text: text(of: file)))
        }
        return files.sorted { $0.path < $1.path }
    }
}

/// One page, as far as tests ask about it.
struct Page: Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    /// Headings as anchors, the way a forge makes them: `Key ids` is `key-ids`.
    var anchors: Set<String> {
        var anchors: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("#") {
            let title = line.drop { $0 == "#" }.drop { $0 == " " }
            let kept = title.lowercased().filter {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == " "
            }
            anchors.insert(kept.replacing(" ", with: "-"))
        }
        return anchors
    }

    /// Targets of links, `[text](target)` and `<doc:target>`.
    var links: [String] {
        let markdown = text.matches(of: /\]\(([^)]+)\)/).map { String($0.output.1) }
        let symbols = text.matches(of: /<doc:([^>]+)>/).map { "doc:" + $0.output.1 }
        return markdown + symbols
    }

    /// The indented blocks in their order, without the indentation.
    var examples: [String] {
        var blocks: [String] = []
        var block: [Substring] = []
        func close() {
            while block.last?.isEmpty == true { block.removeLast() }
            if !block.isEmpty { blocks.append(block.joined(separator: "\n") + "\n") }
            block = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("    ") {
                block.append(line.dropFirst(4))
            } else if line.isEmpty && !block.isEmpty {
                block.append("")
            } else {
                close()
            }
        }
        close()
        return blocks
    }
}
