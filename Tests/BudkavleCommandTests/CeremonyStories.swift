import Foundation
import Testing

/// Root holders who sign apart, each on a machine with nothing but the draft, a ring and a copy of
/// the registry.
struct CeremonyStories {
    @Test func `a draft is read, signed by two holders apart and appended`() throws {
        let story = try Story()
        let draft = try story.draft(["registry", "revoke", "kommun-solna"])
        // On paper first: what it says, in both languages, and nothing is signed.
        let read = try story.sign(draft, as: 1, yes: false, ["--lang", "sv"])
        #expect(read.text.contains("Aktören kommun-solna återkallas"))
        #expect(read.errors.contains("Inget är undertecknat"))
        let english = try story.sign(draft, as: 1, yes: false, ["--lang", "en"])
        #expect(english.text.contains("The actor kommun-solna is revoked"))

        let first = try story.signed(draft, as: 1)
        let alone = try story.combine([first])
        #expect(alone.status == 65 && alone.errors.contains("2"))
        #expect(try story.combine([first, first]).status == 65)
        let third = try story.signed(draft, as: 3)
        let whole = try story.combine([first, third])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(try Program.run(["registry", "verify", story.region.path]).status == 0)
        #expect(try story.combine([first, third]).errors.contains("överspelat"))
    }

    @Test func `who holds an older or another registry does not sign`() throws {
        let story = try Story()
        let registry = story.registry(of: 1)
        let draft = try story.draft(["registry", "revoke", "kommun-solna"])
        #expect(try story.together(["registry", "revoke", "kommun-vaxholm"]).status == 0)
        let overtaken = try story.sign(draft, as: 1, in: story.region.path + "/Keys")
        #expect(overtaken.status == 65 && overtaken.errors.contains("överspelat"))
        let later = try story.draft(["registry", "revoke", "kommun-solna"])
        let behind = try story.sign(later, as: 1, in: registry)
        #expect(behind.status == 65 && behind.errors.contains("hämta registret på nytt"))
        // A holder who has another chain than the one the draft is built on.
        let other = try Story()
        #expect(try other.together(["registry", "revoke", "sos-alarm"]).status == 0)
        let stray = try story.sign(later, as: 1, in: other.region.path + "/Keys")
        #expect(stray.status == 65 && stray.errors.contains("Skriv inte under"))
    }

    @Test func `a holder who has signed one note does not sign its rival`() throws {
        let story = try Story()
        let one = try story.draft(["registry", "revoke", "kommun-solna"])
        let two = try story.draft(["registry", "revoke", "kommun-vaxholm"])
        let signed = try story.sign(one, as: 1).json()
        let refused = try story.sign(two, as: 1)
        #expect(refused.status == 65 && refused.errors.contains("--withdrawn"))
        let digest = try #require(signed["digest"] as? String)
        #expect(try story.sign(two, as: 1, ["--withdrawn", digest]).status == 0)
    }

    @Test func `the root is replaced by old and new holders who sign one file in turn`() throws {
        let story = try Story()
        let ring = story.scratch.path + "/root-4"
        let made = try story.region.run([
            "keys", "holder", ring, "--role", "root", "--name", "root-4",
        ])
        #expect(made.status == 0, "\(made.errors)")
        let draft = try story.draft([
            "registry", "authorities", "root", "--threshold", "2", "--holder", "root-2",
            "--holder", "root-3", "--holder", ring + "/public",
        ])
        #expect(try story.sign(draft, as: 1).status == 0)
        #expect(try story.sign(draft, as: 2).status == 0)
        let early = try story.combine([draft])
        #expect(early.status == 65, "two old ones and one new one are not enough")
        let last = try story.sign(draft, ring: ring, ["--json"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(try last.json()["complete"] as? Bool == true)
        let whole = try story.combine([draft])
        #expect(whole.status == 0, "\(whole.errors)")

        // The one who left signs no more; those who stayed and came do.
        let next = try story.draft(["registry", "revoke", "kommun-solna"])
        let keys = story.region.path + "/Keys"
        #expect(try story.sign(next, as: 1, in: keys).status == 65)
        #expect(try story.sign(next, as: 2, in: keys).status == 0)
        #expect(try story.sign(next, ring: ring, [], in: keys).status == 0)
        #expect(try story.combine([next]).status == 0)
        #expect(try Program.run(["registry", "verify", story.region.path]).status == 0)
        let unknown = try story.region.run([
            "registry", "authorities", "root", "--threshold", "1", "--holder", "root-9",
        ])
        #expect(unknown.status == 65 && unknown.errors.contains("keys holder"))
    }

    @Test func `an actor comes by a draft, and its own first note behind it`() throws {
        let story = try Story()
        let draft = try story.draft(["registry", "add", "actor", "kommun-nacka"])
        let own = draft + ".kommun-nacka.note"
        let early = try story.region.run(["registry", "import", own])
        #expect(early.status == 65, "the actor is not there yet")
        #expect(try story.sign(draft, as: 1).status == 0)
        #expect(try story.sign(draft, as: 2).status == 0)
        #expect(try story.combine([draft]).status == 0)
        let taken = try story.region.run(["registry", "import", own])
        #expect(taken.status == 0, "\(taken.errors)")
        let shown = try story.region.run(["registry", "show", "kommun-nacka", "--json"])
        #expect(try (shown.json()["nodes"] as? [Any])?.count == 1)
    }

    @Test func `an actor's own note is signed apart by its identity`() throws {
        let story = try Story()
        let draft = try story.draft(["registry", "revoke", "kommun-vaxholm-1"])
        #expect(try story.sign(draft, as: 1).status == 65)
        let ring = story.region.ring("kommun-vaxholm")
        #expect(try story.sign(draft, ring: ring, []).status == 0)
        #expect(try story.combine([draft]).status == 0)
    }

    /// A region, and root holders who each took their ring and a copy of the registry away.
    private struct Story {
        let region: StoryRegion
        let scratch: Scratch

        init() throws {
            region = try StoryRegion.shared.get().copied()
            scratch = try Scratch()
            for holder in 1...3 {
                try FileManager.default.moveItem(
                    atPath: region.path + "/private/roots/root-\(holder)", toPath: ring(of: holder))
                try FileManager.default.copyItem(
                    atPath: region.path + "/Keys", toPath: registry(of: holder))
            }
        }

        func ring(of holder: Int) -> String { scratch.path + "/root-\(holder)-ring" }
        func registry(of holder: Int) -> String { scratch.path + "/root-\(holder)-Keys" }

        /// A new draft of what the command would have signed.
        func draft(_ command: [String]) throws -> String {
            let file = scratch.path + "/\(UUID().uuidString).draft"
            let run = try region.run(command + ["--draft", file])
            #expect(run.status == 0, "\(run.errors)")
            return file
        }

        /// Two holders at one place.
        func together(_ command: [String]) throws -> CommandRun {
            try region.run(command + ["--signer", ring(of: 1), "--signer", ring(of: 2)])
        }

        func sign(
            _ draft: String, as holder: Int, yes: Bool = true, in registry: String? = nil,
            _ options: [String] = []
        ) throws -> CommandRun {
            try sign(
                draft, ring: ring(of: holder), (yes ? ["--json"] : []) + options,
                yes: yes, in: registry ?? self.registry(of: holder))
        }

        func sign(
            _ draft: String, ring: String, _ options: [String], yes: Bool = true,
            in registry: String? = nil
        ) throws -> CommandRun {
            try Program.run(
                [
                    "registry", "sign", draft, "--ring", ring, "--registry",
                    registry ?? region.path + "/Keys",
                ] + (yes ? ["--yes"] : []) + options)
        }

        /// A copy of its own that the holder hands back.
        func signed(_ draft: String, as holder: Int) throws -> String {
            let file = draft + ".root-\(holder)"
            let run = try sign(draft, as: holder, ["-o", file])
            #expect(run.status == 0, "\(run.errors)")
            return file
        }

        func combine(_ files: [String]) throws -> CommandRun {
            try region.run(["registry", "combine"] + files + ["--json"])
        }
    }
}
