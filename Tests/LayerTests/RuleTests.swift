import Testing

/// The checks themselves: each must be able to fail.
struct RuleTests {
    @Test(arguments: [
        ("Labels", "import Registry"), ("Relay", "import Sealing"), ("Relay", "import Pictures"),
        ("Labels", "package import Notes"), ("Labels", "import struct Registry.KeyRecord"),
        ("Labels", "@testable import Registry"),
        ("Labels", "@preconcurrency package import Policies"),
        ("Labels", "import Identity; import Registry"), ("Notes", "import CSodium"),
        ("Storage", "import GRDB"), ("Relay", "import StorageSQLite"),
        ("Relay", "import Documents"), ("Pictures", "import CExpat"),
        ("Pictures", "import FoundationXML"),
        ("Pictures", "import Foundation"), ("Notes", "import Yams"),
        ("Labels", "  import   Registry"), ("Labels", "/* x */ import Registry"),
        ("Labels", "@_implementationOnly import Registry"), ("Policies", "import Ledger"),
    ])
    func `an arrow that is not in the table is found`(_ room: String, _ line: String) {
        #expect(breaches(room, "import Identity\n\(line)\n").map(\.line) == [2])
    }

    @Test(arguments: [
        ("Labels", "import Identity"), ("Labels", "// import Registry"),
        ("Labels", "/* a /* import Sealing */\nimport Registry */"),
        ("Labels", "let x = \"\"\"\nimport Registry\n\"\"\""), ("Labels", "let important = 1"),
        ("Relay", "import Envelopes"), ("RelayCommand", "import StorageSQLite"),
        ("Node", "import Sealing"), ("Labels", "import FoundationEssentials"),
        ("Documents", "import CJansson"), ("Pictures", "import Documents"),
    ])
    func `what is in the table, a comment or a string passes`(_ room: String, _ text: String) {
        #expect(breaches(room, text).isEmpty)
    }

    @Test func `a folder that nobody knows is found`() {
        let house = House(files: [("Sources/Sidodörr/A.swift", "import Identity")])
        let rules = Set(ImportRule.breaches(in: house).map(\.rule))
        #expect(rules == ["room without a row", "Swift in a room for none"])
    }

    @Test func `what a room reaches through others is found`() {
        let house = House(files: [
            ("Sources/Relay/A.swift", "import Storage"),
            ("Sources/Storage/A.swift", "import Ledger"),
            ("Sources/Ledger/A.swift", "import Sealing"),
        ])
        let reach = ImportRule.reach(of: "Relay", by: ImportRule.arrows(in: house))
        #expect(reach == ["Storage", "Ledger", "Sealing"])
    }

    @Test(arguments: [
        ("Node", "final class A: @unchecked Sendable {}", "promise without a Safety line"),
        ("Primitives", "final class A: @unchecked Sendable {}", "promise without a Safety line"),
        ("Primitives", "nonisolated(unsafe) let a = 1", "promise without a Safety line"),
        ("Node", "let a = unsafe b()", "promise without a Safety line"),
        ("Node", "// Safety:\nlet a = unsafe b()", "promise without a Safety line"),
        ("Node", "Task { }", "loose task"), ("Node", "Task.detached { }", "loose task"),
        ("Node", "let t = Task<Void, Never> { }", "loose task"),
        ("Node", "Task(priority: .high) { }", "loose task"),
        ("Node", "fatalError()", "trap on what may come from outside"),
        ("BudkavleCommand", "try! a()", "trap on what may come from outside"),
        ("Node", "a as! B", "trap on what may come from outside"),
        ("Node", "// " + "TODO: later", "unfinished"),
        ("Node", "let a = \"FIX" + "ME\"", "unfinished"),
        ("Node", "let a = \"/" + "work/x\"", "path of one machine"),
        ("Node", "// see /" + "home/me/x", "path of one machine"),
        ("Labels", "let a = Date()", "hidden clock, chance or file in the core"),
        ("Labels", "let a = b.randomElement()", "hidden clock, chance or file in the core"),
        ("Labels", "let a = Int.random(in: 0..<9)", "hidden clock, chance or file in the core"),
        ("Labels", "await Task.yield()", "hidden clock, chance or file in the core"),
        ("Wording", "Phrase(sv: \"Är\", en: \"Är\")", "Swedish in English"),
        ("Wording", "Phrase(sv: a ? \"Är\" : \"Ö\", en: \"is\"); f(\"på\")", "Swedish in English"),
        ("BudkavleCommand", "throw E(\"--actors är 5\")", "Swedish in English"),
        ("Wording", "Phrase(sv: a, en: \"\"\"\n  på\n  \"\"\")", "Swedish in English"),
    ])
    func `a broken house rule is found`(_ room: String, _ text: String, _ rule: String) {
        #expect(ruleBreaches(room, text).map(\.rule) == [rule])
    }

    @Test(arguments: [
        ("Node", "// Safety: one owner.\nfinal class A: @unchecked Sendable {}"),
        ("Node", "final class A: @unchecked Sendable {\n    // Safety: one owner.\n}"),
        ("Primitives", "let a = unsafe b()"), ("BudkavleCommand", "Task { }"),
        ("Node", "try await Task.sleep(for: .seconds(1))"), ("Node", "let fatal = \"fatalError\""),
        ("Node", "// fatalError is never called"), ("Node", "let a = try? b() as? C"),
        ("Node", "let a = Date()"), ("Labels", "let a = Int.random(in: 0..<9, using: &g)"),
        ("Node", "let a = \"https://example.se/home/x\""), ("Node", "let a = \"\\(root)/home/x\""),
        ("Wording", "Phrase(sv: a ? \"Är\" : \"Ö\", en: \"is\")"),
        ("Wording", "Phrase(sv: \"å\" + \"ä\", en: \"by SäkF 3:5\")"), ("Policies", "\"på\""),
        ("Wording", "init(sv swedish: \"å\")"),
        ("Node", "let homework = todo"), ("Node", "struct Task2 {}; MyTask { }"),
    ])
    func `its nearest neighbour passes`(_ room: String, _ text: String) {
        #expect(ruleBreaches(room, text).isEmpty, "\(ruleBreaches(room, text))")
    }

    @Test func `a file is as long as the limit, unless it says why`() {
        let lines = Array(repeating: "let a = 1", count: HouseRules.linesMaxCount)
        let text = lines.joined(separator: "\n") + "\n"
        #expect(ruleBreaches("Node", text).isEmpty)
        #expect(ruleBreaches("Node", text + "let b = 1\n").map(\.rule) == ["file too long"])
        #expect(ruleBreaches("Node", text + "// Long on purpose: a table.\n").isEmpty)
        #expect(ruleBreaches("Node", text + "// Long on purpose:\n").count == 1)
    }

    @Test func `a safety line reaches eight lines and no further`() {
        func text(_ distance: Int) -> String {
            "// Safety: one owner.\n" + String(repeating: "\n", count: distance - 1)
                + "class A: @unchecked Sendable {}"
        }
        #expect(ruleBreaches("Node", text(8)).isEmpty)
        #expect(ruleBreaches("Node", text(9)).count == 1)
    }

    @Test func `code, comments and strings are told apart`() {
        let text = SwiftText(
            ##"""
            let a = "x // y" // c1
            let b = #"q" "\#(z)"# /* c2
            c3 */ + c
            let d = """
                // not a comment "
                """ // c4
            """##)
        #expect(
            text.code == ["let a = \"\" ", "let b = \"\" ", " + c", "let d = \"", "", "\" "])
        #expect(text.comments == ["// c1", "/* c2", "c3 ", "", "", "// c4"])
    }

    private func breaches(_ room: String, _ text: String) -> [Breach] {
        ImportRule.breaches(in: House(files: [("Sources/\(room)/A.swift", text)]))
    }

    private func ruleBreaches(_ room: String, _ text: String) -> [Breach] {
        HouseRules.breaches(in: House(files: [("Sources/\(room)/A.swift", text)]))
    }
}
