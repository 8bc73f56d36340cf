@testable import BudkavleCommand
import Foundation
import Testing
import Wording

/// The manual pages as `make install` makes them, rendered by what people have.
struct ManPageStories {
    @Test(arguments: Language.allCases)
    func `every command has a page that renders without a warning`(_ language: Language) throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/man1"
        let made = try Program.run(["manual", folder, "--lang", language.rawValue])
        #expect(made.status == 0, "\(made.errors)")
        let dump = try Program.run(["--experimental-dump-help", "--lang", language.rawValue])
        let tree = try JSONDecoder().decode(CommandTree.self, from: Data(dump.output))
        let expected = tree.command.all.map { $0.path.joined(separator: "-") + ".1" }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == expected.sorted())
        let check = try Program.shell(
            """
            set -e
            groff=0; mandoc=0
            if command -v groff > /dev/null; then groff=1; fi
            if command -v mandoc > /dev/null; then mandoc=1; fi
            test $groff = 1 || test $mandoc = 1
            for page in man1/*.1; do
                if [ $groff = 1 ]; then
                    groff -man -Kutf8 -Tutf8 -ww -z "$page" 2>&1
                    groff -man -Kutf8 -Tutf8 "$page" > /dev/null
                fi
                if [ $mandoc = 1 ]; then mandoc -T lint -W warning "$page"; fi
            done
            """, in: scratch.path)
        #expect(check.status == 0, "\(check.text) \(check.errors)")
        #expect(check.text.isEmpty, "\(check.text)")
    }

    @Test func `a page says what help says, in the section that man looks for`() throws {
        let scratch = try Scratch()
        #expect(try Program.run(["manual", scratch.path, "--lang", "en"]).status == 0)
        let page = try String(
            contentsOfFile: scratch.path + "/budkavle-inbox-ack.1", encoding: .utf8)
        #expect(page.contains(".SH \"NAME\"\nbudkavle\\-inbox\\-ack \\- Acknowledges"))
        #expect(page.contains(".BR budkavle\\-inbox (1)"))
        #expect(page.contains(".TP\n.B \"77\""))
        let root = try String(contentsOfFile: scratch.path + "/budkavle.1", encoding: .utf8)
        #expect(root.contains(".BR budkavle\\-doctor (1)"))
        // What is not for people is not shown to them.
        #expect(!root.contains("manual (1)"))
    }
}
