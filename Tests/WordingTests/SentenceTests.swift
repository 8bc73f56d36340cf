import Foundation
import Policies
import TestSupport
import Testing
import Wording

struct SentenceTests {
    @Test(arguments: try Specimens.all())
    func `every case of an error type is told, whole, in both languages`(
        _ specimens: Specimens
    ) throws {
        let cases = try EnumCases.read(specimens.type, in: specimens.file)
        #expect(specimens.labels == cases)
        for error in specimens.errors {
            let sentence = try #require(error as? any Advised, "\(specimens.type)").advice
            check(sentence.text, "\(specimens.type).\(caseLabel(error))")
            check(try #require(sentence.hint), "hint of \(caseLabel(error))")
        }
    }

    @Test(arguments: Remedy.allCases)
    func `every remedy is told in both languages`(_ remedy: Remedy) {
        check(remedy.phrase, "\(remedy)")
    }

    @Test func `every error that is told says what to do`() throws {
        let sources = SharedData.packageRoot.appending(path: "Sources")
        var (worded, advised): (Set<String>, Set<String>) = ([], [])
        for folder in [
            "Wording", "ContentWording", "Speaking", "BudkavleCommand", "RelayCommand",
        ] {
            let files = try FileManager.default.subpathsOfDirectory(
                atPath: sources.appending(path: folder).path(percentEncoded: false))
            for file in files where file.hasSuffix(".swift") {
                let url = sources.appending(path: folder).appending(path: file)
                let text = try String(contentsOf: url, encoding: .utf8)
                worded.formUnion(
                    text.matches(of: /extension (\w+): Worded \{/).map { String($0.1) })
                advised.formUnion(
                    text.matches(of: /extension (\w+): Advised \{/).map { String($0.1) })
            }
        }
        #expect(worded.count > 20)
        // It carries the words of an error that was told in the node.
        #expect(worded.subtracting(advised) == ["NodeFailure"])
    }

    @Test(arguments: GateID.allCases)
    func `every gate is named and explained in both languages`(_ gate: GateID) {
        #expect(gate.title.swedish != gate.title.english)
        check(gate.explanation, gate.rawValue)
    }

    @Test func `a misspelt case name would be noticed`() throws {
        let found = try EnumCases.read("NoteError", in: "Notes/NoteError.swift")
        #expect(found.contains("signatureMissing"))
        #expect(!found.contains("signatureMising"))
    }

    private func check(_ phrase: Phrase, _ what: String) {
        for language in Language.allCases {
            let text = phrase[language]
            #expect(!text.isEmpty, "\(what)")
            #expect([".", ")", "?"].contains { text.hasSuffix($0) }, "\(what): \(text)")
            #expect(!text.contains("Optional("), "\(what): \(text)")
            #expect(!text.contains("  "), "\(what): \(text)")
        }
        #expect(phrase.swedish != phrase.english, "\(what)")
        #expect(!EnglishText.hasSwedishLetters(phrase.english), "\(what): \(phrase.english)")
    }
}

/// The cases of an enumeration, as its source has them.
enum EnumCases {
    static func read(_ type: String, in file: String) throws -> Set<String> {
        let url = SharedData.packageRoot.appending(path: "Sources/\(file)")
        let lines = try String(contentsOf: url, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.contains("enum \(type):") }) else {
            return []
        }
        var names: Set<String> = []
        for line in lines[(start + 1)...] {
            if line == "}" { break }
            let text = line.drop { $0 == " " }
            let word = text.hasPrefix("indirect case ") ? "indirect case " : "case "
            guard text.hasPrefix(word) else { continue }
            let name = text.dropFirst(word.count).prefix { $0.isLetter || $0.isNumber }
            names.insert(String(name))
        }
        return names
    }
}
