import ProgramSupport
import Testing

extension SchemaStory {
    /// A relay's next certificate, which two root holders register apart.
    func renewedApart(_ renewal: [String], _ there: [String]) async throws {
        let draft = stage.scratch.path("renewal.draft")
        let before = try await take("registry show", there)
        try await take("registry renew relay", renewal + ["--draft", draft] + there)
        #expect(try await take("registry show", there) == before, "nothing is appended yet")
        for root in ["root-1", "root-2"] {
            try await take(
                "registry sign",
                [draft, "--yes", "--ring", "\(there[1])/private/roots/\(root)"] + there)
        }
        try await take("registry combine", [draft] + there)
        #expect(try await take("registry show", there) != before)
    }

    /// Holders who sign apart, and notes that are carried.
    func ceremony(_ there: [String]) async throws {
        let region = there[1]
        let ring = stage.scratch.path("root-4")
        try await take("keys holder", [ring, "--role", "root", "--name", "root-4"] + there)
        let draft = stage.scratch.path("root.draft")
        try await take(
            "registry authorities",
            [
                "root", "--threshold", "2", "--holder", "root-1", "--holder", "root-2",
                "--holder", ring + "/public", "--draft", draft,
            ] + there)
        for root in ["root-1", "root-2"] {
            try await take(
                "registry sign",
                [draft, "--yes", "--ring", "\(region)/private/roots/\(root)"] + there)
        }
        try await take("registry combine", [draft] + there)
        try await take(
            "registry revoke",
            ["relay-2", "--draft", stage.scratch.path("revoke.draft")] + there)
        try await take("registry import", [region] + there)
        try await take("registry evidence", there)
    }
}
