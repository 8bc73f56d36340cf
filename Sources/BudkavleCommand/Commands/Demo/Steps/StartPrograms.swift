import Foundation
import Node
import Wording

extension DemoStage {
    /// The relay makes its keys, two of three roots register it, it starts.
    func startRelay() async throws -> [Phrase] {
        struct Made: Decodable {
            let certificate: String
            let receiptKey: String
        }
        let arguments = [
            "init", directory.relay.path(percentEncoded: false), "--name", DemoCast.relay,
            "--region",
            directory.region.path(percentEncoded: false), "--listen", "127.0.0.1:\(httpsPort)",
            "--admin",
            "127.0.0.1:\(adminPort)", "--json",
        ]
        let made: Made
        do {
            made = try JSONDecoder().decode(
                Made.self, from: Data(try await run(programs.relay, arguments).output))
        } catch is DecodingError {
            throw DemoFailure.answerUnreadable(command: "budkavle-relay init")
        }
        let roots = [1, 2].flatMap {
            [
                "--signer",
                directory.region.appending(path: "private/roots/root-\($0)").path(
                    percentEncoded: false),
            ]
        }
        _ = try await budkavle(
            [
                "registry", "add", "relay", "--id", DemoCast.relay, "--url", relayURL,
                "--certificate", made.certificate, "--receipt-key", made.receiptKey, "--no-freshen",
            ] + roots + regionOption)
        _ = try await budkavle(["policy", "freshen"] + regionOption)
        try await serveRelay()
        return [
            Phrase(
                sv:
                    """
                    \(DemoCast.relay) svarar på \(relayURL), ömsesidig TLS 1.3; beviset på \
                    färskhet är förnyat.
                    """,
                en:
                    """
                    \(DemoCast.relay) answers at \(relayURL), mutual TLS 1.3; freshness note \
                    renewed.
                    """)
        ]
    }

    /// Starts the relay's program and waits until it says that it is ready.
    func serveRelay() async throws {
        // The relay writes it when it listens; a killed one leaves it behind.
        let ports = directory.relay.appending(path: "ports.json")
        try? FileManager.default.removeItem(at: ports)
        let configuration = directory.relay.appending(path: "relay.yaml").path(
            percentEncoded: false)
        try start("relay", programs.relay, ["serve", "--config", configuration])
        let child = try child("relay")
        try await until("the relay is ready") {
            guard child.isRunning else { throw DemoFailure.untrue("the relay runs") }
            return FileManager.default.fileExists(atPath: ports.path(percentEncoded: false))
        }
    }

    /// Each its own directory, keys and process.
    func startNodes() async throws -> [Phrase] {
        let witness = DemoCast.municipality
        try await initNode(witness)
        try await registerWitness(witness)
        for actor in cast where actor != witness { try await initNode(actor) }
        for actor in cast { try runNode(actor) }
        for actor in cast { try await untilRunning(actor) }
        let names = cast.joined(separator: ", ")
        return [
            Phrase(sv: "\(cast.count) noder: \(names).", en: "\(cast.count) nodes: \(names)."),
            Phrase(
                sv: "\(witness) är vittne: noden undertecknar reläets träd.",
                en: "\(witness) is a witness: its node cosigns the relay's trees."),
        ]
    }

    private func initNode(_ actor: String) async throws {
        _ = try await budkavle([
            "node", "init", directory.node(actor).path(percentEncoded: false), "--actor", actor,
            "--registry", directory.region.path(percentEncoded: false), "--relay", relayURL,
            "--name", "\(actor)-1",
        ])
    }

    /// Its node makes the key, two roots register it.
    private func registerWitness(_ actor: String) async throws {
        struct Made: Decodable {
            let witness: String
            let key: String
        }
        let made: Made = try await read(
            of: ["node", "witness", "--key-file", keyFile(of: actor)] + nodeOptions(actor))
        _ = try await budkavle(
            ["registry", "add", "witness", "--id", made.witness, "--key", made.key] + regionOption)
    }

    func runNode(_ actor: String) throws {
        try start(
            actor, programs.budkavle,
            ["node", "run"] + nodeOptions(actor) + ["--key-file", keyFile(of: actor)])
    }

    func untilRunning(_ actor: String) async throws {
        let child = try child(actor)
        try await until("the node of \(actor) reaches the relay") {
            guard child.isRunning else { throw DemoFailure.untrue("the node of \(actor) runs") }
            guard case .status(let status) = try await ask(actor, .status) else { return false }
            return status.relays.contains { $0.lastReached != nil && $0.problem == nil }
        }
    }
}
