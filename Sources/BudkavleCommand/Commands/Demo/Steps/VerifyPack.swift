import Foundation
import Wording

extension DemoStage {
    /// An auditor gets a pack, and verifies it with nothing but the registry's first note; then one
    /// byte of a copy is changed.
    func auditPack() async throws -> [Phrase] {
        guard let picture = messages["picture"] else {
            throw DemoFailure.untrue("a picture was sent")
        }
        try await untilWitnessed()
        let pack = directory.cargo.appending(path: "pack")
        struct Packed: Decodable {
            let files: Int
            let receipts: Int
            let entries: Int
        }
        let packed: Packed = try await read(
            of: ["audit", "pack", pack.path(percentEncoded: false), "--disclose", picture]
                + nodeOptions(DemoCast.convener))
        let whole = try await verdict(on: pack)
        try require(whole.holds, "the pack holds: \(whole.failed)")
        try require(
            whole.statements.contains { $0.name == "receipt.logged" && $0.verdict == "holds" },
            "a receipt stands in the log")
        let altered = try await verdict(on: alteredCopy(of: pack), expecting: 65)
        try require(
            altered.failed.contains { $0.name == "log.whole" }, "the altered log is found")
        let failed = altered.failed.map { "\($0.name) (\($0.subject))" }
            .joined(separator: ", ")
        return [
            Phrase(
                sv:
                    """
                    \(packed.files) filer, \(packed.receipts) kvittenser, \(packed.entries) \
                    öppnade poster, inget innehåll: \(whole.statements.count) utsagor, ingen \
                    faller.
                    """,
                en:
                    """
                    \(packed.files) files, \(packed.receipts) receipts, \(packed.entries) opened \
                    entries, no content: \(whole.statements.count) statements, none fails.
                    """),
            Phrase(
                sv: "En byte ändrad i en kopia. Faller: \(failed).",
                en: "One byte changed in a copy. Failing: \(failed)."),
        ]
    }

    private struct Verdict: Decodable {
        struct Statement: Decodable {
            let name: String
            let subject: String
            let verdict: String
        }
        let holds: Bool
        let statements: [Statement]

        var failed: [Statement] { statements.filter { $0.verdict == "fails" } }
    }

    private func verdict(on pack: URL, expecting status: Int32 = 0) async throws -> Verdict {
        try await read(
            of: ["audit", "verify", pack.path(percentEncoded: false), "--genesis", genesis],
            expecting: status)
    }

    /// The witness looks every few seconds.
    private func untilWitnessed() async throws {
        struct Audit: Decodable {
            struct Witnesses: Decodable { let cosigners: [String] }
            let witnesses: Witnesses
        }
        let actor = DemoCast.municipality
        try await until("a witness has cosigned") {
            let audit: Audit = try await read(
                of: ["audit", "verify", "--no-receipts", "--key-file", keyFile(of: actor)]
                    + nodeOptions(actor))
            return !audit.witnesses.cosigners.isEmpty
        }
    }

    /// With one byte of the relay's entries changed.
    private func alteredCopy(of pack: URL) throws -> URL {
        let copy = directory.cargo.appending(path: "altered")
        try FileManager.default.copyItem(at: pack, to: copy)
        let entries = copy.appending(path: "logs/relay/\(DemoCast.relay)/tile/entries")
        let files = try FileManager.default.subpathsOfDirectory(
            atPath: entries.path(percentEncoded: false))
        // The name of a partial bundle makes a folder, which has no bytes.
        guard let name = files.first(where: { !$0.hasSuffix(".p") }) else {
            throw DemoFailure.untrue("the pack has entries")
        }
        let file = entries.appending(path: name)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        return copy
    }
}
