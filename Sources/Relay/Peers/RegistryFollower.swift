import Carriers
import Identity
package import Logging
import Registry
import ServiceLifecycle

/// Asks the region's other relays, again and again, for notes of the registry that are not here, so
/// that a revocation laid before one of them reaches all within seconds.
///
/// What comes is verified like any note; a relay can tell nothing that the authorities have not signed.
package struct RegistryFollower: Service {
    private let keeper: ViewKeeper
    private let watcher: RegionWatcher
    private let identity: RelayIdentity
    private let logger: Logger

    package init(
        _ keeper: ViewKeeper, _ watcher: RegionWatcher, as identity: RelayIdentity, logger: Logger
    ) {
        self.keeper = keeper
        self.watcher = watcher
        self.identity = identity
        self.logger = logger
    }

    /// The way to one relay, by which certificate of our own, and what it told last.
    private struct Link: Sendable {
        let relay: RelayRecord
        let certificate: [UInt8]
        let client: RelayClient
        var version: String?
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var links: [Link] = []
            while !Task.isCancelled {
                links = await self.current(links)
                links = await self.ask(links)
                try? await Task.sleep(for: Self.interval)
            }
            for link in links { await link.client.shutdown() }
        }
    }

    /// Links to the relays that are registered now; those that are kept keep what they were told.
    private func current(_ links: [Link]) async -> [Link] {
        let view = keeper.view()?.registry
        let own = view.flatMap { identity.certificates.identity(of: identity.id, in: $0) }
        let registered = (view?.relays ?? [:]).values
            .filter { $0.id != identity.id }.sorted { $0.id < $1.id }
        let kept = links.filter { link in
            registered.contains(link.relay) && link.certificate == own?.certificate
        }
        for link in links where !kept.contains(where: { $0.relay == link.relay }) {
            await link.client.shutdown()
        }
        guard let own else { return [] }
        return registered.compactMap { relay in
            kept.first { $0.relay == relay } ?? newLink(to: relay, as: own)
        }
    }

    private func newLink(to relay: RelayRecord, as own: TLSIdentity) -> Link? {
        do {
            return Link(
                relay: relay, certificate: own.certificate,
                client: try identity.client(
                    to: relay, as: own, answerTimeoutSeconds: Self.answerTimeoutSeconds))
        } catch {
            logger.warning(
                "Relay not followed", metadata: ["relay": "\(relay.id)", "reason": "\(error)"])
            return nil
        }
    }

    /// All at once: one that is slow holds up nobody for long.
    private func ask(_ links: [Link]) async -> [Link] {
        await withTaskGroup(of: Link.self) { group in
            for link in links { group.addTask { await ask(link) } }
            var asked: [Link] = []
            for await link in group { asked.append(link) }
            return asked
        }
    }

    private func ask(_ link: Link) async -> Link {
        var link = link
        do throws(CarrierError) {
            guard let found = try await link.client.registry(unless: link.version) else {
                return link
            }
            link.version = found.version
            watcher.offer(
                found.document.files.mapValues { Array($0.utf8) }, from: link.relay.id)
        } catch {
            logger.debug(
                "Relay not asked",
                metadata: ["relay": "\(link.relay.id)", "reason": "\(error)"])
        }
        return link
    }

    private static let interval = Duration.seconds(2)
    private static let answerTimeoutSeconds: Int64 = 10
}
