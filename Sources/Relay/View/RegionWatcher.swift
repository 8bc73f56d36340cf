import Files
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
    private let keep: RegistryKeep?
    private let offers = Mutex<[Offer]>([])
    private let logger: Logger
    private let isAsked = Atomic(false)

    package init(
        _ keeper: ViewKeeper, _ directory: RegionDirectory, genesis: Digest?,
        memory: HeadMemory? = nil, keep: RegistryKeep? = nil, logger: Logger
    ) {
        self.keeper = keeper
        self.directory = directory
        self.genesis = genesis
        self.memory = memory
        self.keep = keep
        self.logger = logger
    }

    /// What another relay serves as its registry, by path.
    private struct Offer: Sendable {
        let files: [String: [UInt8]]
        let relay: RelayID
    }

    /// Takes in soon what another relay's registry has more.
    package func offer(_ files: [String: [UInt8]], from relay: RelayID) {
        offers.withLock { $0.append(Offer(files: files, relay: relay)) }
    }

    /// Reads again soon, changed or not.
    package func reload() { isAsked.store(true, ordering: .relaxed) }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen = self.directory.fingerprint()
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                self.takeOffers()
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
                directory, trusting: genesis, continuing: earlier, at: keeper.clock.now(),
                onEvidence: { keepEvidence($0, from: "directory") })
            logger.report(refusals)
            keeper.settle(.registryRefused)
            if refusals.isEmpty {
                keeper.settle(.noteRefused)
            } else {
                keeper.raise(.noteRefused, detail: refusals.map(\.path).joined(separator: " "))
            }
            guard material.stamp != earlier.stamp else { return }
            put(material, after: earlier)
        } catch {
            keeper.raise(.registryRefused, detail: "\(error)")
            logger.error("Registry refused", metadata: ["reason": "\(error)"])
        }
    }

    /// Takes in at once what other relays have told.
    package func takeOffers() {
        let told = offers.withLock { offers in
            defer { offers = [] }
            return offers
        }
        for offer in told {
            let earlier = keeper.material
            let material = earlier.grown(by: offer.files, at: keeper.clock.now()) {
                keepEvidence($0, from: "relay:\(offer.relay)")
            }
            if let material { put(material, after: earlier) }
        }
    }

    private func put(_ material: RelayMaterial, after earlier: RelayMaterial) {
        remember(material.region.registry.head)
        keeper.replace(with: material)
        // In force first: a full disk must not hold up a revocation.
        do throws(RelayError) {
            try keep?.write(material.region.registry, after: earlier.region.registry)
        } catch {
            logger.warning("Registry not kept", metadata: ["reason": "\(error)"])
        }
        do throws(FileError) { try keep?.archive.keep(material.region) } catch {
            logger.warning("View not archived", metadata: ["reason": "\(error)"])
        }
        logger.notice(
            "Material in force",
            metadata: [
                "registry": "\(material.region.registry.head)",
                "policy": "\(material.policyVersion)",
            ])
    }

    private func keepEvidence(_ evidence: RegistryEvidence, from source: String) {
        logger.error(
            "Registry contradicted",
            metadata: [
                "kind": "\(evidence.kind.rawValue)", "chain": "\(evidence.chain)",
                "sequence": "\(evidence.sequence)", "from": "\(source)",
            ])
        do { try keep?.evidence.keep(evidence, from: source, at: keeper.clock.now()) } catch {
            logger.error("Evidence not kept", metadata: ["reason": "\(error)"])
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
