package import Foundation

/// A program that was run to its end.
package struct ProgramRun: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String

    /// - Parameter environment: beside this process's own.
    /// - Throws: `CancellationError` when the test is over before the program.
    package static func of(
        _ program: URL, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        // Files, not pipes: a program that writes much must not wait for its reader.
        let (output, errors) = (
            scratch.url.appending(path: "output"), scratch.url.appending(path: "errors")
        )
        let program = try RunningProgram(
            program, arguments, environment: environment, output: output, errors: errors)
        let status = try await program.ended()
        return ProgramRun(
            status: status, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    /// Of a program that must end with 0.
    ///
    /// - Throws: ``ProgramError/ended(command:status:words:)``.
    package static func succeeding(
        _ program: URL, _ arguments: [String]
    ) async throws -> ProgramRun {
        let run = try await of(program, arguments)
        guard run.status == 0 else {
            let command = [program.lastPathComponent] + arguments.prefix(2)
            throw ProgramError.ended(
                command: command.joined(separator: " "), status: run.status,
                words: run.errors + run.output)
        }
        return run
    }
}
