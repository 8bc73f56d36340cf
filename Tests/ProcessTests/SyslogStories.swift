import Foundation
import ProgramSupport
import SyslogSupport
import TestSupport
import Testing

/// Real programs and a real receiver: what a relay and a node write into their ledgers is told.
struct SyslogStories {
    @Test(.timeLimit(.minutes(30)))
    func `a SIEM is told of a refusal at the relay and of a change at a node, whatever was killed`()
        async throws
    {
        try await NodeStage.with { stage in
            try await withReceiver { receiver, program in
                try Self.configure(stage, telling: receiver)
                let relay = try await stage.startedRelay()
                defer { relay.abandon() }
                let node = try await stage.startedNode()
                defer { node.abandon() }
                try await Self.misbehave(on: stage)
                try await eventually("the refusal is told") {
                    try receiver.messages().contains { message in
                        message.program == "budkavle-relay" && message.kind == "refused"
                            && !message.values(of: "gate").isEmpty
                    }
                }
                try await Self.employ("person-7", on: stage)
                try await eventually("the change is told") {
                    try receiver.messages().contains {
                        $0.program == "budkavle" && $0.kind == "roster"
                    }
                }
                let told = try receiver.messages().map(\.element).joined()
                #expect(!told.contains("Anna"), "no name goes out: \(told)")

                try await program.killNow()
                try await Self.employ("person-8", on: stage)
                try await eventually("both programs say that nobody takes it") {
                    let status = try await stage.run(["node", "status", "--node", stage.node])
                    let stats = try await ProgramRun.of(
                        BuiltProgram.relay.url(),
                        ["stats", "--config", stage.scratch.path("relay/relay.yaml")],
                        environment: ["LC_ALL": "en_US.UTF-8"])
                    return status.output.contains("SIEM cannot be reached.")
                        && stats.output.contains("SIEM \(receiver.address): away since")
                        && stats.output.contains("(no-connection)")
                }
                try await Self.holdToSchemas(stage)
                let again = try await receiver.started()
                defer { again.abandon() }
                try await eventually("the second change is told") {
                    try receiver.messages().contains { $0.values(of: "person") == ["person-8"] }
                }
                #expect(try await node.stop() == 0)
                #expect(try await relay.stop() == 0)
            }
        }
    }

    /// What both programs write for programs, now that nobody takes it.
    private static func holdToSchemas(_ stage: NodeStage) async throws {
        let status = try await stage.done(["node", "status", "--json", "--node", stage.node])
        let stats = try await ProgramRun.succeeding(
            BuiltProgram.relay.url(),
            ["stats", "--json", "--config", stage.scratch.path("relay/relay.yaml")])
        for run in [status, stats] {
            #expect(run.output.contains(#""code" : "no-connection""#), "\(run.output)")
        }
        let breaches = try await Schemas().breaches(
            of: [
                Schemas.Claim(name: "budkavle-node-status", document: status.output),
                Schemas.Claim(name: "budkavle-relay-stats", document: stats.output),
            ], in: stage.scratch)
        #expect(breaches.isEmpty, "\(breaches)")
    }

    private static func configure(_ stage: NodeStage, telling receiver: SyslogReceiver) throws {
        func append(_ text: String, to path: String) throws {
            let file = URL(filePath: path)
            try Data((String(contentsOf: file, encoding: .utf8) + text).utf8).write(to: file)
        }
        try append(
            """
            syslog: \(receiver.address)
            syslog-trust: "\(receiver.certificatePath)"

            """, to: stage.scratch.path("relay/relay.yaml"))
        try append(
            """
            syslog:
              address: \(receiver.address)
              trust: \(receiver.certificatePath)

            """, to: stage.node + "/node.yaml")
    }

    /// Posts what its sender has no right to send.
    private static func misbehave(on stage: NodeStage) async throws {
        _ = try await ProgramRun.succeeding(
            BuiltProgram.misbehavingSender.url(),
            [
                stage.region, NodeStage.actor, "kommun-solna", "https://127.0.0.1:\(stage.port)",
                "ovning-1",
            ])
    }

    private static func employ(_ person: String, on stage: NodeStage) async throws {
        try await stage.done([
            "roster", "add", person, "--name", "Anna Ek", "--node", stage.node,
        ])
    }
}
