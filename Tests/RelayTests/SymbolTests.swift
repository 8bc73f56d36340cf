import Foundation
import ProgramSupport
import Testing

/// The relay's program holds no code that could open an envelope.
struct SymbolTests {
    @Test(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
    func `no symbol of Sealing or Pictures is in budkavle-relay`() async throws {
        let program = try BuiltProgram.relay.url()
        let run = try await ProgramRun.succeeding(
            URL(filePath: "/usr/bin/env"), ["nm", program.path(percentEncoded: false)])
        // Swift writes a module's name with its length before it into every symbol of it.
        #expect(run.output.contains("9Envelopes"), "the right file is looked at")
        #expect(run.output.contains("5Relay"))
        for name in ["7Sealing", "8Pictures"] {
            #expect(!run.output.contains("$s" + name), "\(name)")
        }
    }
}
