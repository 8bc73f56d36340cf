import Foundation
import Testing

/// Completion in the shells themselves, over a region at hand.
struct CompletionStories {
    /// A folder in which `budkavle` is the program, with the shell's script beside it.
    private static func stage(_ shell: String) throws -> Scratch {
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path + "/budkavle", withDestinationPath: Program.path)
        let script = try Program.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        _ = try scratch.write(script.text, "script")
        return scratch
    }

    private static func isThere(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + program)
        }
    }

    private static let bash = """
        PATH=$PWD:$PATH; export BUDKAVLE_NODE=$PWD/none; shopt -s extglob; source ./script
        offered() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            COMPREPLY=()
            _budkavle budkavle "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
        }

        """

    /// What bash offers for the last of these words.
    private func offered(_ words: String, region: String? = nil) throws -> [String] {
        let scratch = try Self.stage("bash")
        let line = "offered budkavle " + words.replacing("REGION", with: "'\(region ?? "")'")
        let run = try Program.shell(Self.bash + line, in: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty, "\(run.errors)")
        return run.text.split(separator: "\n").map(String.init)
    }

    @Test(
        arguments: [
            ("seal x --region REGION --from ''", ["kommun-solna", "lansstyrelsen-stockholm"]),
            ("seal x --region REGION --from kommun-s", ["kommun-solna"]),
            ("seal x --region REGION --to sos-alarm,kommun-v", ["sos-alarm,kommun-vaxholm"]),
            ("registry show --region REGION polis", ["polisen-region-stockholm"]),
            ("seal x --region REGION --ground osl-10-2", ["osl-10-2", "osl-10-27"]),
            ("seal x --region REGION --audience al", ["all"]),
            (
                "activation open x --region REGION --forum regionalt-s",
                ["regionalt-samordnande-forum"]
            ),
            ("seal x --level konf", ["konfidentiell"]),
            ("send x --level kv", ["kvalificerat-hemlig"]),
            ("send x --status ex", ["exercise"]), ("policy show fo", ["forums"]),
            ("reg", ["region", "registry"]), ("registry add no", ["node"]),
            (
                "send --prece",
                [
                    "--precedence"
                ]
            ),
        ] as [(String, [String])])
    func `bash offers the names that the region has`(
        _ words: String, _ expected: [String]
    ) throws {
        let region = try StoryRegion.shared.get()
        let found = Set(try offered(words, region: region.path))
        #expect(found.isSuperset(of: expected), "\(found)")
        // What does not begin so is not offered.
        let typed = words.split(separator: " ").last.map(String.init) ?? ""
        #expect(typed == "''" || found.allSatisfy { $0.hasPrefix(typed) }, "\(found)")
    }

    @Test func `an actor named already is not offered again`() throws {
        let region = try StoryRegion.shared.get()
        let found = try offered("seal x --region REGION --to sos-alarm,", region: region.path)
        #expect(found.contains("sos-alarm,kommun-solna"))
        #expect(!found.contains("sos-alarm,sos-alarm"))
    }

    @Test(arguments: [
        "seal x --region /nonexistent --from ''", "seal x --region /dev/null --ground ''",
        "track ''", "inbox show ''", "send x --to ''",
    ])
    func `where there is nothing to read nothing is offered, and nothing said`(
        _ words: String
    ) throws {
        #expect(try offered(words) == [])
    }

    /// Only a fish at a terminal can be asked what it offers.
    @Test(.enabled(if: isThere("fish"), "fish is absent"))
    func `fish takes the script, with every option that names are offered for`() throws {
        let scratch = try Self.stage("fish")
        let line =
            "fish --no-config -n script && fish --no-config -c '"
            + "source ./script; complete -c budkavle'"
        let run = try Program.shell(line, in: scratch.path)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        for option in ["from", "to", "audience", "ground", "level", "actor"] {
            let named = run.text.split(separator: "\n").filter {
                $0.contains("-l \(option) ") && $0.contains("---completion")
            }
            #expect(!named.isEmpty, "\(option)")
        }
    }

    @Test(.enabled(if: isThere("zsh"), "zsh is absent"))
    func `zsh takes the script as the program's completion`() throws {
        let scratch = try Self.stage("zsh")
        let line = """
            mkdir site && mv script site/_budkavle && zsh -f -c '
            fpath=($PWD/site $fpath); autoload -U compinit && compinit -u -d $PWD/dump
            print -r -- ${_comps[budkavle]}; autoload +X _budkavle && whence -w _budkavle'
            """
        let run = try Program.shell(line, in: scratch.path)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text == "_budkavle\n_budkavle: function\n", "\(run.text) \(run.errors)")
    }
}
