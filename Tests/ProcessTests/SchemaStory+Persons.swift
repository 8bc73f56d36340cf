import Foundation
import ProgramSupport
import Testing

extension SchemaStory {
    func roster() async throws {
        let password = stage.scratch.path("password")
        try Data("ett lösenord att pröva\n".utf8).write(to: URL(filePath: password))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        try await take(
            "roster add",
            [
                "person-1", "--name", "Anna Ek", "--reliable", "--trained", "--briefed", "--need",
                "all", "--clearance", "2", "--function", "tib", "--password-file", password,
            ] + otherOpened)
        try await take("roster add", ["person-1"] + otherOpened, ending: 64)
        try await take("roster show", otherOpened)
        try await take("roster show", ["person-1"] + otherOpened)
        for (person, name) in [("person-2", "Bo Alm"), ("person-3", "Cecilia Ros")] {
            try await take(
                "roster add", [person, "--name", name, "--password-file", password] + otherOpened)
        }
        try await take("roster code enrol", ["person-2", "--qr"] + otherOpened)
        try await take("roster code enrol", ["person-2"] + otherOpened, ending: 64)
        try await take("roster code withdraw", ["person-2"] + otherOpened)
        try await take("roster code withdraw", ["person-2"] + otherOpened, ending: 64)
        try await card()
        try await take("roster review", ["--within", "1000d"] + otherOpened)
        try await take("audit exposure", ["--person", "person-1"] + otherOpened)
        try await take("audit exposure", ["--person", "person-8"] + otherOpened, ending: 64)
    }

    /// A card for somebody, and it is lost.
    private func card() async throws {
        guard SoftTokens.isPossible else { return }
        let tokens = try await SoftTokens(["kort"])
        defer { tokens.remove() }
        let seen = tokens.environment
        let card = ["--token", SoftTokens.uri("kort"), "--pin-file", try tokens.pinFile()]
        try await take(
            "registry add person",
            ["--actor", "kommun-solna", "--id", "person-9"] + card + inRegion, environment: seen)
        try await take("registry import", [stage.region] + otherOpened)
        try await take("roster add", ["person-9", "--name", "Disa Kort"] + otherOpened)
        let enrol = ["person-9"] + card + otherOpened
        try await take("roster token enrol", enrol, environment: seen)
        try await take("roster token enrol", enrol, ending: 64, environment: seen)
        try await take("roster token withdraw", ["person-9"] + otherOpened)
        try await take("roster token withdraw", ["person-9"] + otherOpened, ending: 64)
    }

    /// The officer on duty is told of what comes, by a gateway that is not there.
    func alerts() async throws {
        let tib = ["tib", "sms:+46701740605", "--status", "actual", "--status", "exercise"]
        try await take("alerts add", tib + otherOpened, ending: 78)
        let file = URL(filePath: other + "/node.yaml")
        let alerts = """
            alerts:
              sms:
                address: https://127.0.0.1:1
                certificate: sms.pem
                token: sms-token

            """
        try Data((String(contentsOf: file, encoding: .utf8) + alerts).utf8).write(to: file)
        let added = try await take("alerts add", tib + otherOpened)
        try await take("alerts add", tib + otherOpened, ending: 64)
        try await take("alerts list", otherOpened)
        try await take("doctor", otherOpened, ending: nil)
        try await take("alerts remove", [try identifier(in: added)] + otherOpened)
        try await take("alerts list", otherOpened)
    }

    /// What came to Solna goes on to the county board, and somebody looks at it afterwards.
    func breakGlass(_ id: String) async throws {
        let rings = "/private/actors/kommun-solna/persons/person-"
        let glass = try await take(
            "break-glass open",
            [
                id, "--to", "lansstyrelsen-stockholm", "--reason", "Skogsbranden kommer.",
                "--minutes", "60", "--ground", "osl-10-2", "--ring", stage.region + rings + "1",
                "--ring", stage.region + rings + "2",
            ] + otherOpened)
        struct Opened: Decodable {
            struct Line: Decodable {
                struct Glass: Decodable { let id: String }
                let glass: Glass
            }
            let line: Line
        }
        let opened = try JSONDecoder().decode(Opened.self, from: Data(glass.utf8))
        try await take("break-glass show", otherOpened)
        try await take("roster review", otherOpened)
        try await take(
            "break-glass close",
            [
                opened.line.glass.id, "--finding", "Riktigt.", "--person", "person-3",
                "--password-file", stage.scratch.path("password"),
            ] + otherOpened)
        try await take("break-glass show", [opened.line.glass.id] + otherOpened)
        try await take("roster remove", ["person-1"] + otherOpened)
    }
}
