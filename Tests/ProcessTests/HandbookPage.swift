import Foundation
import TestSupport
import Testing

/// What pages of the handbook give to type.
enum HandbookPage {
    /// The commands under a heading of a page, as they stand after `$`.
    static func commands(of page: String, under heading: String) throws -> [String] {
        let file = SharedData.packageRoot.appending(
            path: "Sources/Handbook/Handbook.docc/\(page).md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: heading + "\n")).upperBound
        let end = text[start...].range(of: "\n## ")?.lowerBound ?? text.endIndex
        return text[start..<end].split(separator: "\n").filter { $0.hasPrefix(prompt) }
            .map { String($0.dropFirst(prompt.count)) }
    }

    private static let prompt = "    $ "
}
