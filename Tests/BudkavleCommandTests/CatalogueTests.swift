import ContentWording
import CorpusSupport
import Foundation
import TestSupport
import Speaking
import Testing
import Wording

@testable import BudkavleCommand

/// What each file of others gets, and which test shows what becomes of a bad day. `.ci/catalogue`
/// prints it as a page.
struct CatalogueTests {
    @Test(.enabled(if: SharedData.isPresent))
    func `every file of others gets what is expected of it, and a refusal is told as bad data`()
        throws
    {
        for corpus in try Corpora.all() {
            #expect(!corpus.expectations.isEmpty, "\(corpus.name)")
            for (file, expected) in corpus.expectations {
                let outcome = try corpus.outcome(of: file)
                #expect(outcome.meets(expected), "\(file): \(outcome)")
                guard case .refused(let error) = outcome else { continue }
                #expect(exitStatus(of: error) == .badData, "\(file)")
                let sentence = try #require((error as? any Advised)?.advice, "\(file)")
                #expect(sentence.hint != nil && !sentence.text.english.isEmpty, "\(file)")
            }
        }
    }

    @Test func `what is not expected is noticed`() throws {
        let corpus = Corpus(
            "none", folder: "", expecting: [:], read: { _, _ in throw CommandError.denied })
        let outcome = CorpusOutcome.refused(CommandError.denied)
        #expect(outcome.meets(.refused(nil)) && outcome.meets(.refused("denied")))
        #expect(!outcome.meets(.refused("other")) && !outcome.meets(.taken(.carried)))
        #expect(!CorpusOutcome.taken(.carried).meets(.taken(.understood)))
        #expect(corpus.expectations.isEmpty)
    }

    @Test(arguments: Hardship.all.map(\.name))
    func `every hardship has tests that are there`(_ name: String) throws {
        let hardship = try #require(Hardship.all.first { $0.name == name })
        let there = try Self.testNames.get()
        for test in hardship.node + hardship.relay { #expect(there.contains(test), "\(test)") }
        #expect(!hardship.node.isEmpty && !hardship.relay.isEmpty)
    }

    @Test(.enabled(if: Self.place != nil, "written by .ci/catalogue"))
    func `the catalogue is written where it is asked for`() throws {
        let place = try #require(Self.place)
        let pages = try Corpora.all().map(Self.page) + [Self.hardships]
        try Data((["# Catalogue\n"] + pages).joined(separator: "\n").utf8).write(
            to: URL(filePath: place))
    }

    private static let place = ProcessInfo.processInfo.environment["BUDKAVLE_CATALOGUE"]

    /// Of every test in the sources.
    private static let testNames = Result {
        let root = SharedData.packageRoot.appending(path: "Tests")
        let files = try FileManager.default.subpathsOfDirectory(
            atPath: root.path(percentEncoded: false))
        return try files.filter { $0.hasSuffix(".swift") }.reduce(into: Set<String>()) {
            let text = try String(contentsOf: root.appending(path: $1), encoding: .utf8)
            $0.formUnion(text.matches(of: /func `([^`]+)`/).map { String($0.1) })
        }
    }

    private static func page(of corpus: Corpus) throws -> String {
        let rows = try corpus.expectations.sorted { $0.key < $1.key }.map { file, expected in
            let (status, words) = try told(corpus.outcome(of: file))
            return [file, expected.text, status, words]
        }
        return table(
            "\(corpus.name) (`\(corpus.folder)`)", ["file", "expected", "exit", "what it says"],
            rows)
    }

    private static func told(_ outcome: CorpusOutcome) -> (String, String) {
        switch outcome {
        case .taken(.understood): ("0", "read")
        case .taken(.carried): ("0", "carried as a file")
        case .refused(let error):
            (
                String(exitStatus(of: error).rawValue),
                (error as? any Advised)?.advice.text.english ?? "\(error)"
            )
        }
    }

    private static var hardships: String {
        table(
            "Bad days", ["what", "node", "relay"],
            Hardship.all.map {
                [$0.name, $0.node.joined(separator: "; "), $0.relay.joined(separator: "; ")]
            })
    }

    private static func table(_ title: String, _ headings: [String], _ rows: [[String]]) -> String {
        let lines = [headings, headings.map { _ in "---" }] + rows.map { $0.map(escaped) }
        return "## \(title)\n\n"
            + lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func escaped(_ cell: String) -> String {
        cell.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }
}
