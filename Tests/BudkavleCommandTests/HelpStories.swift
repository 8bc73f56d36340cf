import Foundation
import Testing

/// Help and complaints of `budkavle` as its users meet them; `SpeakingTests` walk the whole tree.
struct HelpStories {
    @Test(arguments: [[], ["send"], ["registry", "add"], ["policy", "decide"]])
    func `the program shows that page in place of the parser's`(_ words: [String]) throws {
        for (language, heading) in [("sv", "Användning:"), ("en", "Usage:")] {
            let run = try Program.run(words + ["--help"], environment: ["LC_ALL": language])
            #expect(run.status == 0 && run.errors.isEmpty)
            #expect(run.text.contains(heading))
            #expect(!run.text.contains("OVERVIEW") && !run.text.contains("USAGE"))
        }
    }

    @Test func `what is no whole command is answered with its help`()
        throws
    {
        let none = try Program.run(["registry"], environment: ["LANG": "en_US"])
        #expect(none.status == 0 && none.text.contains("registry <command> --help says more."))
    }

    /// Everything the parser can have against a command line.
    @Test(
        arguments: [
            (["node", "sync", "--lan", "sv"], "Is --lang meant?", "Menades --lang?"),
            (["node", "sync", "--zzzzzz"], "no option --zzzzzz", "Valet --zzzzzz finns inte"),
            (["send", "x", "--level"], "lacks its value", "saknar sitt värde"),
            (["node", "sync", "--json=yes"], "takes no value", "tar inget värde"),
            (["node", "sync", "extra"], "“extra” was not expected", "”extra” var inte väntat"),
            (["node", "sync", "a", "b"], "“a b” was not expected", "”a b” var inte väntat"),
            (["send"], "is missing", "saknas"),
            (["policy", "show", "things"], "Write one of actors, forums", "Skriv något av actors"),
            (
                ["seal", "x", "--from", "a", "--to", "b", "--status", "actual", "--level", "x"],
                "“x” cannot be used for --level", "”x” går inte att använda för --level"
            ),
            (["nosuch"], "There is no command nosuch", "budkavle --help visar alla kommandon"),
            (["sned", "x", "--level", "oppen"], "Is send meant?", "Menades send?"),
            (["registry", "sho"], "Is show meant?", "Menades show?"),
            (
                ["--node", "x", "inbox"], "Write it behind: budkavle inbox --node",
                "--node står före kommandot det hör till"
            ),
            (
                ["inbox", "--json", "list"], "Write it behind: budkavle inbox list --json",
                "--json står före kommandot"
            ),
            (["--zzzzzz", "inbox"], "no option --zzzzzz", "Valet --zzzzzz finns inte"),
            (
                ["inbox", "open"], "budkavle inbox open --help says how",
                "budkavle inbox open --help säger hur"
            ),
            (
                ["demo", "--actors", "4"], "--actors takes a number from 5 to 37",
                "--actors tar ett tal från 5 till 37"
            ),
            (
                ["send", "x", "--level", "oppen", "--status", "actual"], "--to is missing",
                "--to saknas"
            ),
        ] as [([String], String, String)])
    func `a command line that cannot be read is told in both languages, with what to do`(
        _ words: [String], _ english: String, _ swedish: String
    ) throws {
        for (language, expected) in [("en", english), ("sv", swedish)] {
            let run = try Program.run(
                words, environment: ["LC_ALL": language == "en" ? "en_US" : "sv_SE"])
            #expect(run.status == 64, "\(run.errors)")
            #expect(run.errors.contains(expected), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
            #expect(!run.errors.contains("Error:"))
        }
    }

    @Test func `a command line that cannot be read is JSON too when that is asked for`() throws {
        let run = try Program.run(["node", "sync", "--zzzzzz", "--json"])
        #expect(run.status == 64)
        let error = try #require(run.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "ParserComplaint.optionUnknown")
        #expect(error["hint"] is String)
    }
}
