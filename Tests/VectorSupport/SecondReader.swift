import Foundation
import ProgramSupport
import TestSupport

/// The second reader of our formats: a program in Python, in `Tests/SecondReader`, that was
/// written from the Spec pages and shares no code with the product.
package enum SecondReader {
    /// Debian's own, whose packages the program needs; another Python of the machine has others.
    private static let python = URL(filePath: "/usr/bin/python3")
    private static let program = SharedData.packageRoot.appending(path: "Tests/SecondReader")

    /// A file that came with a message, and where it lies.
    package struct Attachment: Decodable, Sendable {
        package let name: String
        package let path: String
    }

    /// A line of its output.
    package struct Answer: Decodable, Sendable {
        package let file: String?
        /// The name of the error, where it was one.
        package let refused: String?
        package let detail: String?
        package let messageID: String?
        package let coreID: String?
        package let mediaType: String?
        package let fileName: String?
        package let counter: UInt64?
        /// Where the opened body lies.
        package let body: String?
        package let attachments: [Attachment]?
        package let head: String?
        /// Of a receipt.
        package let kind: String?
        package let issuer: String?
        package let messages: [String]?
        package let held: Int?
    }

    /// Runs one of its commands. What it refuses is an answer, not an error.
    ///
    /// - Throws: ``ProgramError`` when it could not do its work, for one because Debian's packages
    ///   that it needs are absent.
    package static func run(_ arguments: [String]) async throws -> [Answer] {
        let run = try await ProgramRun.of(
            python, [program.path(percentEncoded: false)] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"])
        guard [0, refusedStatus].contains(run.status) else {
            throw ProgramError.ended(
                command: "second reader " + arguments.prefix(1).joined(), status: run.status,
                words: run.errors + run.output)
        }
        let decoder = JSONDecoder()
        return try run.output.split(separator: "\n").map {
            try decoder.decode(Answer.self, from: Data($0.utf8))
        }
    }

    private static let refusedStatus: Int32 = 65
}
