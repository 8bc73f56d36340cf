import ArgumentParser
import Foundation
import ProgramSupport
import Testing

/// What shells offer, in the shells themselves.
struct CompletionTests {
    /// What bash offers for the last of these words.
    private func offered(_ words: [String], by program: SpokenProgram) async throws -> [String] {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let script = try await ProgramRun.succeeding(
            program.built.url(), ["--generate-completion-script", "bash"])
        try Data(script.output.utf8).write(to: scratch.url.appending(path: "script"))
        let line = """
            cd "$1"; shift; shopt -s extglob; source ./script
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            COMPREPLY=()
            offer=$(complete -p "$1"); offer=${offer##*-F }
            "${offer%% *}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let run = try await ProgramRun.of(
            URL(filePath: "/bin/bash"),
            ["-c", line, "bash", scratch.path(""), program.rawValue] + words)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        return run.output.split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    @Test(
        arguments: [
            (["ser"], ["serve"]), (["fs"], ["fsck"]), (["serve", "--log-level", "no"], ["notice"]),
            (["fsck", "--sto"], ["--store"]), (["stats", "--lang", "e"], ["en"]),
            (["serve", "--set", "limits.polls-m"], ["limits.polls-max="]),
        ] as [([String], [String])])
    func `bash offers the relay's commands, options and settings`(
        _ words: [String], _ expected: [String]
    ) async throws {
        let found = try await offered(words, by: .relay)
        #expect(Set(found).isSuperset(of: expected), "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix(words.last ?? "") }, "\(found)")
    }

    @Test(arguments: SpokenProgram.allCases, ["bash", "zsh", "fish"])
    func `every shell's script names every command`(
        _ program: SpokenProgram, _ shell: String
    ) async throws {
        let script = try await ProgramRun.succeeding(
            program.built.url(), ["--generate-completion-script", shell])
        for command in program.root.configuration.groupedSubcommands.flatMap(\.subcommands)
        where command.configuration.shouldDisplay {
            #expect(script.output.contains(command._commandName), "\(command._commandName)")
        }
    }
}
