import Foundation
import ProgramSupport
import Testing

extension SchemaStory {
    /// The exercise message that was sent is entered and copied; the copy is not found again.
    func registers() async throws {
        let password = stage.scratch.path("password")
        func signed(_ person: String) -> [String] {
            ["--person", person, "--password-file", password] + stage.opened
        }
        for (person, name, office) in [
            ("person-1", "Rut Reg", "registrator"), ("person-2", "Siv Chef", "sakerhetsskyddschef"),
        ] {
            try await take(
                "roster add",
                [
                    person, "--name", name, "--trained", "--function", office, "--password-file",
                    password,
                ] + stage.opened)
        }
        struct Line: Decodable { let message: String }
        let listed = try await take("audit register list", stage.opened)
        let lines = try JSONDecoder().decode([Line].self, from: Data(listed.utf8))
        let message = try #require(lines.first?.message)
        try await take(
            "audit register enter", [message, "--subject", "Utgående"] + signed("person-1"))
        let shown = try await take("audit register show", [message] + stage.opened)
        struct Entry: Decodable { let number: String }
        let number = try JSONDecoder().decode(Entry.self, from: Data(shown.utf8)).number
        try await take(
            "audit register record",
            [
                "copied", number, "--exemplar", "1", "--to", "person:person-1", "--decision",
                "K 1", "--decided-by", "person-2",
            ] + signed("person-1"))
        try await take("audit register overdue", stage.opened)
        try await inventory(of: number, signed("person-2"))
        try await take(
            "audit report", ["-o", stage.scratch.path("report.csv")] + signed("person-2"))
        try await take(
            "audit report",
            ["--about", "rut reg", "-o", stage.scratch.path("person.html")]
                + signed("person-2"))
        try await take("audit report", ["--about", "Ingen"] + signed("person-2"), ending: 64)
        try await take("audit report", signed("person-1"), ending: 77)
        try await take("audit access", ["--status", "exercise"] + signed("person-2"))
        try await take("audit access", signed("person-1"), ending: 77)
        try await reviews(signed("person-2"))
        try await disposal(signed("person-2"))
    }

    /// The security chief reviews the ledger until she answers for its keys.
    private func reviews(_ chief: [String]) async throws {
        try await take(
            "audit review record",
            ["Inget att anmärka.", "--finding", "Fråga om kopian."] + chief)
        try await take("audit review show", stage.opened)
        try await take(
            "roster add",
            ["person-2", "--function", "nyckelansvarig"] + stage.opened)
        try await take("audit review record", ["Inget."] + chief, ending: 77)
    }

    /// The example policy is nobody's decision: nothing is disposed of under it.
    private func disposal(_ chief: [String]) async throws {
        try await take("audit disposal plan", stage.opened)
        try await take(
            "audit disposal execute",
            [
                "--supervisor", "person-1", "--supervisor-password-file",
                stage.scratch.path("password"),
            ] + chief, ending: 77)
        try await take("audit disposal show", stage.opened)
    }

    private func inventory(of number: String, _ chief: [String]) async throws {
        let opened = try await take(
            "audit inventory open",
            ["--status", "exercise", "--level", "konfidentiell"] + chief)
        struct Opened: Decodable { let id: String }
        let id = try JSONDecoder().decode(Opened.self, from: Data(opened.utf8)).id
        try await take(
            "audit inventory record",
            [id, "missing", number, "--exemplar", "3", "--remark", "Inte i skåpet."] + chief)
        try await take("audit inventory close", [id] + chief)
        try await take("audit inventory show", stage.opened)
        let found = try await take("audit incident show", stage.opened)
        let incident = try #require(
            try JSONDecoder().decode([Opened].self, from: Data(found.utf8)).first?.id)
        try await take("audit incident close", [incident, "Hittad."] + chief, ending: 64)
        let report = [incident, "--reference", "Ö 1", "--to"]
        try await take("audit incident report", report + ["sakerhetspolisen"] + chief, ending: 77)
        try await take("audit incident report", report + ["exercise-control"] + chief)
        try await take("audit incident close", [incident, "Hittad."] + chief)
        try await take("audit incident show", ["--open"] + stage.opened)
    }
}
