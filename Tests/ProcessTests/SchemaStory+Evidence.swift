import Foundation
import ProgramSupport
import Testing

extension SchemaStory {
    func evidence() async throws {
        let outbox = try await take("outbox list", stage.opened)
        let id = try #require(outbox.firstMatch(of: /"id"\s*:\s*"([0-9a-f]{64})"/)?.output.1)
        try await take(
            "audit prove", [String(id), "-o", stage.scratch.path("proofs")] + stage.opened)
        try await take("audit pack", [stage.scratch.path("pack")] + stage.opened)
        try await take("audit exposure", ["--relay", "relay-1"] + stage.opened)
        try await take("audit exposure", ["--machine", "nobody-1"] + stage.opened, ending: 64)
        try await take("audit verify", [stage.scratch.path("pack")])
        try await take("audit replay", stage.opened)
        try await take("audit replay", [stage.scratch.path("pack")])
        let proofs = try FileManager.default.contentsOfDirectory(
            atPath: stage.scratch.path("proofs"))
        let proof = try #require(proofs.first)
        try await take("audit verify", [stage.scratch.path("proofs/" + proof)] + inRegion)
    }
}
