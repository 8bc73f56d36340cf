import Foundation
import Programs
import TestSupport
import Testing

/// Programs of others get what they are given, and nothing else.
struct ConfinedProgramTests {
    @Test func `a program that is not there is named, with its package`() {
        #expect(throws: ConfinementError.programMissing(name: "no-such-program", package: "none")) {
            try ConfinedProgram("no-such-program", package: "none")
        }
    }

    @Test func `a program gets no more memory than it is given, and none of our environment`()
        throws
    {
        let shell = try ConfinedProgram("sh", package: "dash")
        let limit = try shell.run(["-c", "ulimit -v"], input: [])
        #expect(String(decoding: limit.output, as: UTF8.self) == "2097152\n")
        let names = try shell.run(["-c", "env | cut -d= -f1 | sort | tr '\\n' ' '"], input: [])
        #expect(String(decoding: names.output, as: UTF8.self) == "HOME LC_ALL PATH PWD ")
    }

    @Test func `more than a pipe holds goes in and comes out`() throws {
        let bytes = [UInt8](repeating: 7, count: 1_000_000)
        let run = try ConfinedProgram("cat", package: "coreutils").run([], input: bytes)
        #expect(run.status == 0 && run.output == bytes)
    }

    @Test func `a program that reads nothing of its input is waited for all the same`() throws {
        let bytes = [UInt8](repeating: 7, count: 1_000_000)
        let run = try ConfinedProgram("true", package: "coreutils").run([], input: bytes)
        #expect(run.status == 0 && run.output.isEmpty)
    }

    @Test func `who waits for a program on another thread is told the same`() async throws {
        let run = try await ConfinedProgram("sh", package: "dash").running(
            ["-c", "cat; exit 3"], input: Array("hej".utf8))
        #expect(run.status == 3)
        #expect(String(decoding: run.output, as: UTF8.self) == "hej")
    }

    @Test func `a program is ended when its task is cancelled`() async throws {
        let sleeper = try ConfinedProgram("sleep", package: "coreutils")
        let task = Task { try await sleeper.running(["3600"], input: []) }
        task.cancel()
        let run = try await task.value
        #expect(run.status == SIGKILL)
    }

    @Test func `a file for a program is its owner's alone, and goes away`() throws {
        let file = try PassingFile(holding: [1, 2, 3])
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(FileManager.default.contents(atPath: file.path) == Data([1, 2, 3]))
        file.remove()
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }
}
