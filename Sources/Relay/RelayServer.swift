package import Carriers
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Identity
package import Logging
import NIOCore
package import Primitives
import ServiceLifecycle
package import Storage
import Synchronization

/// A relay: takes envelopes in, keeps them, hands them out, and can prove it.
///
/// A service: runs until it is told to stop, then refuses what is new, finishes what is under way
/// and sends waiting polls home.
package struct RelayServer: Service {
    let services: RelayServices
    private let replication: ReplicationPlan?
    private let listen: ListenAddress
    private let admin: ListenAddress
    private let onReady: @Sendable (RelayPorts) async -> Void

    /// - Parameters:
    ///   - store: is closed by whoever opened it, after this service has ended.
    ///   - blobs: where attachments are kept, nobody else's.
    ///   - keeper: what is in force; keep it current with a ``RegionWatcher``.
    ///   - polls: the same that the keeper wakes on a change.
    ///   - signed: what this relay has signed, checked against the store already.
    ///   - replication: `nil` takes nothing over from other relays.
    ///   - syslog: `nil` tells nobody outside of the ledger.
    ///   - onReady: called once both addresses are listened on.
    /// - Throws: ``RelayError/relayUnregistered(_:)``, ``RelayError/policyMissing``.
    package init(
        identity: RelayIdentity, store: any RelayStore, blobs: BlobFolder, keeper: ViewKeeper,
        polls: WaitingPolls, signed: SignedMemory? = nil, replication: ReplicationPlan? = nil,
        syslog: SyslogFeed? = nil, listen: ListenAddress, admin: ListenAddress, limits: RelayLimits,
        random: RandomSource = .system, logger: Logger,
        onReady: @escaping @Sendable (RelayPorts) async -> Void
    ) throws(RelayError) {
        guard let view = keeper.view() else { throw .policyMissing }
        try identity.requireRegistered(in: view.registry)
        services = RelayServices(
            identity: identity, store: store, blobs: blobs, keeper: keeper, limits: limits,
            polls: polls, signed: signed, cutOffs: replication?.folder, syslog: syslog,
            random: random, logger: logger)
        self.replication = replication
        self.listen = listen
        self.admin = admin
        self.onReady = onReady
    }

    package func run() async throws {
        // Before anybody can ask for one of them.
        try await services.blobs.takeOver(from: services.store)
        let ports = PortsGate(onReady)
        // Stopped in reverse: first the polls go home, then both servers drain.
        var members: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: Janitor(services: services), serviceName: "janitor"),
            .init(service: try application(ports), serviceName: "api"),
            .init(service: adminApplication(ports), serviceName: "admin"),
            .init(service: services.polls, serviceName: "polls"),
        ]
        if let replication, replication.choice != .none {
            let replicator = Replicator(services: services, plan: replication)
            members.append(.init(service: replicator, serviceName: "replication"))
        }
        if let syslog = services.syslog {
            members.append(.init(service: SyslogService(feed: syslog), serviceName: "syslog"))
        }
        var configuration = ServiceGroupConfiguration(services: members, logger: services.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(services.limits.stopMaxSeconds)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            guard let address = ports.missing(of: listen, admin) else { throw error }
            throw RelayError.cannotListen(address: address.description)
        }
    }

    private func application(_ ports: PortsGate) throws -> some Service {
        let (keeper, polls) = (services.keeper, services.polls)
        let identity = services.identity
        let verify = PinnedTLS.accepting { fingerprint in
            guard let view = keeper.view() else { return false }
            return Admission.peer(fingerprint, in: view.registry) != nil
        }
        return Application(
            router: RelayRouter.make(services),
            server: try .tls(
                .http1(
                    configuration: .init(
                        additionalChannelHandlers: [HangUpHandler { polls.closed($0) }],
                        idleTimeout: .seconds(Int64(services.limits.idleMaxSeconds)),
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: Self.headerMaxBytes,
                            maxHeaderListSize: Self.headerMaxBytes,
                            maxHeaderFieldCount: Self.headerFieldsMax))),
                configuration: TLSChannelConfiguration(
                    tlsConfiguration: PinnedTLS.server {
                        identity.certificates.certificate(
                            of: identity.id, in: keeper.view()?.registry)
                    },
                    customVerificationCallback: verify)),
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port),
                availableConnectionsDelegate: .maximum(
                    services.limits.connectionsMax, logger: services.logger)),
            onServerRunning: { await ports.opened(\.https, $0) },
            logger: services.logger)
    }

    private func adminApplication(_ ports: PortsGate) -> some Service {
        Application(
            router: AdminRouter.make(services),
            configuration: ApplicationConfiguration(
                address: .hostname(admin.host, port: admin.port)),
            onServerRunning: { await ports.opened(\.admin, $0) },
            logger: services.logger)
    }

    private static let headerMaxBytes = 16 * 1024
    private static let headerFieldsMax = 64
}

/// Where a relay listens: the ports it was given, or found free.
package struct RelayPorts: Hashable, Sendable, Codable {
    package var https: Int
    package var admin: Int

    package init(https: Int, admin: Int) {
        self.https = https
        self.admin = admin
    }
}

/// Calls once both servers listen.
private final class PortsGate: Sendable {
    private let onReady: @Sendable (RelayPorts) async -> Void
    private let ports = Mutex(RelayPorts(https: 0, admin: 0))

    init(_ onReady: @escaping @Sendable (RelayPorts) async -> Void) { self.onReady = onReady }

    /// The address that is not listened on, if any.
    func missing(of https: ListenAddress, _ admin: ListenAddress) -> ListenAddress? {
        ports.withLock { $0.https == 0 ? https : $0.admin == 0 ? admin : nil }
    }

    func opened(
        _ which: any (WritableKeyPath<RelayPorts, Int> & Sendable), _ channel: any Channel
    ) async {
        let port = channel.localAddress?.port ?? 0
        let complete: RelayPorts? = ports.withLock { ports in
            ports[keyPath: which] = port
            return ports.https != 0 && ports.admin != 0 ? ports : nil
        }
        if let complete { await onReady(complete) }
    }
}
