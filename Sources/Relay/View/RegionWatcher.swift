import Registry
import Policies
package import Handover
package import Identity
package import Logging
import ServiceLifecycle
import Synchronization

/// Reads the region's directory again when something in it changed, when told to, and when another
/// policy takes effect.
package final class RegionWatcher: Service {
    private let keeper: ViewKeeper
    private let directory: RegionDirectory
    private let genesis: Digest?
    private let memory: HeadMemory?
    private let logger: Logger
    private let isAsked = Atomic(false)

    package init(
        _ keeper: ViewKeeper, _ directory: RegionDirectory, genesis: Digest?,
        memory: HeadMemory? = nil, logger: Logger
    ) {
        self.keeper = keeper
        self.directory = directory
        self.genesis = genesis
        self.memory = memory
        self.logger = logger
    }

    /// Reads again soon, changed or not.
    package func reload() { isAsked.store(true, ordering: .relaxed) }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen = self.directory.fingerprint()
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                let present = self.directory.fingerprint()
                let isAsked = self.isAsked.exchange(false, ordering: .relaxed)
                guard present != seen || isAsked || self.isOtherPolicyInForce else { continue }
                seen = present
                self.readNow()
            }
        }
    }

    private var isOtherPolicyInForce: Bool {
        let material = keeper.material
        let bundle = material.region.policies.inForce(at: keeper.clock.now())
        return bundle?.edition.version ?? 0 != material.policyVersion
    }

    /// Reads at once. Stays with what is in force when the registry is wrong.
    package func readNow() {
        let earlier = keeper.material
        do throws(RelayError) {
            let (material, refusals) = try RelayMaterial.read(
                directory, trusting: genesis, continuing: earlier, at: keeper.clock.now())
            logger.report(refusals)
            keeper.settle(.registryRefused)
            if refusals.isEmpty {
                keeper.settle(.noteRefused)
            } else {
                keeper.raise(.noteRefused, detail: refusals.map(\.path).joined(separator: " "))
            }
            guard material.stamp != earlier.stamp else { return }
            remember(material.region.registry.head)
            keeper.replace(with: material)
            logger.notice(
                "Material in force",
                metadata: [
                    "registry": "\(material.region.registry.head)",
                    "policy": "\(material.policyVersion)",
                ])
        } catch {
            keeper.raise(.registryRefused, detail: "\(error)")
            logger.error("Registry refused", metadata: ["reason": "\(error)"])
        }
    }

    /// A head that is not remembered costs availability after a restart, not safety.
    private func remember(_ head: Digest) {
        do throws(RegionDirectoryError) { try memory?.remember(head) } catch {
            logger.warning("Registry head not remembered", metadata: ["reason": "\(error)"])
        }
    }

    private static let interval = Duration.seconds(1)
}

extension Logger {
    /// Names what lies in the directory and was not taken up.
    package func report(_ refusals: [RegionRefusal]) {
        for refusal in refusals {
            error(
                "Note refused",
                metadata: ["path": "\(refusal.path)", "reason": "\(refusal.reason)"])
        }
    }
}
