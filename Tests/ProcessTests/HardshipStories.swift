import Foundation
import ProgramSupport
import Testing

/// A node's directory on a bad disk, and with files that were never finished.
struct HardshipStories {
    @Test(.timeLimit(.minutes(60)))
    func `a node with any of its files half written says which, and starts on none`() async throws {
        try await NodeStage.with { stage in
            let text = stage.scratch.path("text")
            try Data("Prov\n".utf8).write(to: URL(filePath: text))
            let send =
                [
                    "send", text, "--level", "sekretess", "--status", "actual", "--to",
                    "kommun-solna", "--ground", "osl-10-27", "--dry-run",
                ] + stage.opened
            #expect(try await stage.run(send).status == 0)
            for (file, words) in [
                ("node.yaml", "node.yaml"), ("keyring", "key ring"), ("vault.sqlite", ""),
                ("region/Keys/root/000000.note", "root/000000.note"),
                ("region/Policies/bundle.note", "policy"),
            ] {
                let url = URL(filePath: stage.node + "/" + file)
                let whole = try Data(contentsOf: url)
                try put(whole.prefix(whole.count / 2), at: url)
                let run = try await stage.run(send)
                #expect([65, 78].contains(run.status), "\(file): \(run.status) \(run.errors)")
                #expect(run.errors.hasPrefix("budkavle: "), "\(file): \(run.errors)")
                #expect(words.isEmpty || run.errors.contains(words), "\(file): \(run.errors)")
                try put(whole, at: url)
            }
            #expect(try await stage.run(send).status == 0)
        }
    }

    @Test(.enabled(if: MemoryDisk.isPossible, "needs the right to mount"), .timeLimit(.minutes(60)))
    func `a node on a disk that cannot be written to says so and starts on nothing`() async throws {
        try await NodeStage.with { stage in
            let disk = try MemoryDisk(maxBytes: 64 << 20)
            defer { disk.remove() }
            let node = disk.url.appending(path: "node").path(percentEncoded: false)
            try FileManager.default.copyItem(atPath: stage.node, toPath: node)
            let options = ["--node", node, "--key-file", stage.keyFile]
            #expect(try await stage.run(["inbox"] + options).status == 0)
            try disk.makeReadOnly()
            let run = try await stage.run(["inbox"] + options)
            #expect(run.status == 78 && run.output.isEmpty, "\(run.errors)")
            let doctor = try await stage.run(["doctor", "--json"] + options)
            #expect(doctor.status == 78 && doctor.output.contains("diskReadOnly"))
        }
    }

    private func put(_ data: Data, at url: URL) throws {
        try data.write(to: url)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: url.path(percentEncoded: false))
    }
}
