import ArgumentParser
import Foundation
import Logging
import Node
import ServiceLifecycle
import Speaking
import UnixSignals
import Wording

struct NodeRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: spoken(
            sv: "Kör noden tills den får SIGTERM eller SIGINT.",
            en: "Runs the node until SIGTERM or SIGINT."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Option(
        help: ArgumentHelp(
            sv: "Minsta nivå i loggen: debug, info, warning, error.",
            en: "Least level of the log: debug, info, warning, error."))
    var logLevel = "info"

    func run() async throws {
        let level = Logger.Level(rawValue: logLevel) ?? .info
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "budkavle.node")
        let session = NodeSession(global, unlocking)
        let engine = try await session.open(openingTokens: true)
        let configuration = try NodeConfiguration(reading: session.directory.configuration)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // Named, since a service without a name is spelt out, with all it holds.
                services: [
                    .init(
                        service: NodeServer(
                            engine, socket: session.directory.socket, wording: nodeFailure,
                            logger: logger), serviceName: "socket"),
                    .init(
                        service: NodeService(engine, configuration, logger: logger),
                        serviceName: "rounds"),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        logger.info("node running", metadata: ["actor": "\(configuration.actor)"])
        try await group.run()
        try await engine.close()
    }
}
