import Foundation
import ProgramSupport
import Speaking
import TestSupport
import Testing
import Wording

/// The manual pages as `make install` makes them, rendered by what people have.
struct ManPageTests {
    @Test(arguments: SpokenProgram.allCases, Language.allCases)
    func `every command has a page that renders without a warning`(
        _ program: SpokenProgram, _ language: Language
    ) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let folder = scratch.path("man1")
        let made = try await program.run(["manual", folder, "--lang", language.rawValue])
        #expect(made.status == 0, "\(made.errors)")
        let tree = try JSONDecoder().decode(
            CommandTree.self, from: try await program.described(in: language))
        let expected = tree.command.all.map { $0.path.joined(separator: "-") + ".1" }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == expected.sorted())
        let check = try await ProgramRun.of(
            URL(filePath: "/bin/bash"), ["-c", Self.rendering, "bash", folder])
        #expect(check.status == 0, "\(check.output) \(check.errors)")
        #expect(check.output.isEmpty, "\(check.output)")
    }

    private static let rendering = """
        set -e
        groff=0; mandoc=0
        if command -v groff > /dev/null; then groff=1; fi
        if command -v mandoc > /dev/null; then mandoc=1; fi
        test $groff = 1 || test $mandoc = 1
        for page in "$1"/*.1; do
            if [ $groff = 1 ]; then
                groff -man -Kutf8 -Tutf8 -ww -z "$page" 2>&1
                groff -man -Kutf8 -Tutf8 "$page" > /dev/null
            fi
            if [ $mandoc = 1 ]; then mandoc -T lint -W warning "$page"; fi
        done
        """

    @Test(arguments: SpokenProgram.allCases)
    func `what is installed are pages in both languages and a script for each shell`(
        _ program: SpokenProgram
    ) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        _ = try await ProgramRun.succeeding(
            SharedData.packageRoot.appending(path: ".ci/install-pages"),
            [program.built.url().path(percentEncoded: false), scratch.path("share")])
        let name = program.rawValue
        for file in [
            "man/man1/\(name).1", "man/sv/man1/\(name).1",
            "bash-completion/completions/\(name)", "zsh/site-functions/_\(name)",
            "fish/vendor_completions.d/\(name).fish",
        ] {
            let text = try String(contentsOfFile: scratch.path("share/" + file), encoding: .utf8)
            #expect(text.contains(name.replacing("-", with: file.hasSuffix(".1") ? "\\-" : "-")))
        }
    }

    @Test(arguments: [
        (SpokenProgram.budkavle, "inbox-ack", "Acknowledges", "budkavle\\-inbox", "doctor"),
        (.relay, "fsck", "Checks the store", "budkavle\\-relay", "stats"),
    ])
    func `a page says what help says, in the section that man looks for`(
        _ program: SpokenProgram, _ command: String, _ abstract: String, _ parent: String,
        _ other: String
    ) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        #expect(try await program.run(["manual", scratch.path(""), "--lang", "en"]).status == 0)
        let page = try String(
            contentsOfFile: scratch.path("\(program.rawValue)-\(command).1"), encoding: .utf8)
        let name = "\(program.rawValue)-\(command)".replacing("-", with: "\\-")
        #expect(page.contains(".SH \"NAME\"\n\(name) \\- \(abstract)"))
        #expect(page.contains(".BR \(parent) (1)"))
        #expect(page.contains(".TP\n.B \"78\""))
        let root = try String(
            contentsOfFile: scratch.path("\(program.rawValue).1"), encoding: .utf8)
        #expect(root.contains("\\-\(other) (1)"))
        // What is not for people is not shown to them.
        #expect(!root.contains("manual (1)"))
    }
}
