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
            let sentence = error.sentence
            check(sentence.text, "\(specimens.type).\(caseLabel(error))")
            if let hint = sentence.hint { check(hint, "hint of \(caseLabel(error))") }
        }
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
            #expect(text.hasSuffix(".") || text.hasSuffix(")"), "\(what): \(text)")
            #expect(!text.contains("Optional("), "\(what): \(text)")
            #expect(!text.contains("  "), "\(what): \(text)")
        }
        #expect(phrase.swedish != phrase.english, "\(what)")
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
