import Foundation
import ProgramSupport
import TestSupport
import Testing

/// `budkavle doctor` on real machines, nodes and relays.
struct DoctorStories {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let check: String
            let state: String
            let diagnosis: [String: [String: Fact]]
            let message: String
            let hint: String?

            var name: String { diagnosis.keys.first ?? "" }
        }

        /// Any value: tests ask which diagnosis it is.
        struct Fact: Decodable {
            init(from decoder: any Decoder) throws {}
        }

        let state: String
        let findings: [Finding]

        var names: Set<String> { Set(findings.map(\.name)) }
        var checks: Set<String> { Set(findings.map(\.check)) }
    }

    private func report(_ run: ProgramRun) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }

    @Test func `a machine without a node is examined, and that is no failure`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try await ProgramRun.of(
            BuiltProgram.budkavle.url(), ["doctor", "--json"],
            environment: ["XDG_DATA_HOME": scratch.path("none"), "BUDKAVLE_NODE": ""])
        #expect(run.status == 0, "\(run.output)")
        let report = try report(run)
        #expect(report.names.isSuperset(of: ["nodeAbsent", "coreDumpsOff"]))
        #expect(report.checks.isSuperset(of: ["node", "clock", "core-dumps", "swap", "disk"]))
    }

    @Test func `a node that is named and is none is a failure`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try await ProgramRun.of(
            BuiltProgram.budkavle.url(), ["doctor", "--json", "--node", scratch.path("none")])
        #expect(run.status == 78, "\(run.output)")
        #expect(try report(run).names.contains("nodeMissing"))
    }

    @Test(.timeLimit(.minutes(60)))
    func `a node is examined with its relay up, cut off, itself running, and wronged`()
        async throws
    {
        try await NodeStage.with { stage in
            let doctor = ["doctor", "--json"] + stage.opened
            let cut = try await stage.run(doctor)
            #expect(cut.status == 69, "\(cut.output)")
            #expect(try report(cut).names.isSuperset(of: ["relayFails", "rungNone"]))

            let relay = try await stage.startedRelay()
            defer { relay.abandon() }
            let up = try await stage.run(doctor)
            #expect(up.status == 0, "\(up.output)")
            let found = try report(up)
            #expect(
                found.names.isSuperset(of: [
                    "clockAgrees", "ringReadable", "registryHolds", "relayAnswers", "rungRelay",
                    "freshnessCurrent", "vaultCurrent",
                ]))
            for finding in found.findings where finding.state != "ok" {
                #expect(finding.hint != nil, "\(finding.name)")
            }
            try await beside(stage)
            try await wronged(stage, doctor)
        }
    }

    private func beside(_ stage: NodeStage) async throws {
        let node = try await stage.startedNode()
        defer { node.abandon() }
        try await eventually("the node has reached its relay") {
            let run = try await stage.run(["doctor", "--json", "--node", stage.node])
            let names = try report(run).names
            #expect(run.status == 0, "\(run.output)")
            #expect(names.isSuperset(of: ["nodeRunning", "vaultCurrent", "ringReadable"]))
            return names.isSuperset(of: ["relayAnswers", "rungRelay", "clockAgrees"])
        }
        #expect(try await node.stop() == 0)
    }

    private func wronged(_ stage: NodeStage, _ doctor: [String]) async throws {
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: stage.keyFile)
        let exposed = try await stage.run(doctor)
        #expect(exposed.status == 78)
        #expect(try report(exposed).names.contains("fileExposed"))
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: stage.keyFile)

        for (keyFile, name) in [
            (stage.region + "/private/actors/kommun-solna/key", "ringRefuses"),
            (stage.scratch.path("nofile"), "keyFileUnreadable"),
            (stage.node + "/node.yaml", "keyFileUnreadable"),
        ] {
            let wrong = try await stage.run(
                ["doctor", "--json", "--node", stage.node, "--key-file", keyFile])
            #expect(wrong.status == 78, "\(wrong.output)")
            #expect(try report(wrong).names.contains(name), "\(keyFile)")
        }

        let vault = stage.node + "/vault.sqlite"
        try files.moveItem(atPath: vault, toPath: vault + ".away")
        let lost = try await stage.run(doctor)
        #expect(lost.status == 78)
        #expect(try report(lost).names.contains("vaultMissing"))
        #expect(try await stage.run(["inbox"] + stage.opened).status == 78)
        try files.moveItem(atPath: vault + ".away", toPath: vault)

        let ring = URL(filePath: stage.node + "/keyring")
        let bytes = try Data(contentsOf: ring)
        var altered = bytes
        altered[altered.count / 2] ^= 1
        try altered.write(to: ring)
        let damaged = try await stage.run(doctor)
        #expect(damaged.status == 78)
        #expect(try report(damaged).names.contains("ringDamaged"))
        try bytes.write(to: ring)
        try files.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: ring.path(percentEncoded: false))

        let freshness = stage.node + "/region/Policies/freshness.note"
        try files.removeItem(atPath: freshness)
        let stale = try await stage.run(doctor)
        #expect(stale.status == 78)
        #expect(try report(stale).names.contains("freshnessMissing"))
    }
}
