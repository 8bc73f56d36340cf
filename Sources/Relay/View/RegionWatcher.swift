import Files
package import Handover
package import Identity
import Ledger
package import Logging
import Policies
import Primitives
import Registry
import ServiceLifecycle
package import Storage
import Synchronization

/// Reads the region's directory again when something in it changed, when told to, and when another
/// policy takes effect.
package final class RegionWatcher: Service {
    private let keeper: ViewKeeper
    private let directory: RegionDirectory
    private let genesis: Digest?
    private let memory: HeadMemory?
    private let keep: RegistryKeep?
    private let ledger: (any LedgerStore)?
    /// Not written into the ledger yet.
    private let unwritten = Mutex<[LedgerFacts]>([])
    private let offers = Mutex<[Offer]>([])
    private let logger: Logger
    private let isAsked = Atomic(false)

    package init(
        _ keeper: ViewKeeper, _ directory: RegionDirectory, genesis: Digest?,
        memory: HeadMemory? = nil, keep: RegistryKeep? = nil,
        recordingIn ledger: (any LedgerStore)? = nil, logger: Logger
    ) {
        self.keeper = keeper
        self.directory = directory
        self.genesis = genesis
        self.memory = memory
        self.keep = keep
        self.ledger = ledger
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
                await self.record()
                let present = self.directory.fingerprint()
                let isAsked = self.isAsked.exchange(false, ordering: .relaxed)
                guard present != seen || isAsked || self.isOtherPolicyInForce else { continue }
                seen = present
                self.readNow()
                await self.record()
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

    /// What changed goes into the ledger after it is in force: a full disk must not hold up a
    /// revocation. What cannot be written now is tried again each second.
    private func record() async {
        let facts = unwritten.withLock { $0 }
        guard let ledger, !facts.isEmpty else { return }
        do throws(StorageError) {
            try await ledger.append(facts.map { LedgerRecord($0, random: .system) })
            unwritten.withLock { $0.removeFirst(facts.count) }
        } catch {
            logger.warning("Change not recorded", metadata: ["reason": "\(error)"])
        }
    }

    private func note(_ facts: [LedgerFacts]) {
        // One who shows a contradiction each second does not fill the memory.
        unwritten.withLock { $0 += facts.prefix(max(0, Self.unwrittenMax - $0.count)) }
    }

    private func put(_ material: RelayMaterial, after earlier: RelayMaterial) {
        remember(material.region.registry.head)
        keeper.replace(with: material)
        note(material.region.entries(since: earlier.region, at: keeper.clock.now()))
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
        let now = keeper.clock.now()
        do {
            // What is shown again and again is said once.
            if try keep?.evidence.keep(evidence, from: source, at: now) == true {
                note([LedgerFacts(evidence, from: source, at: now)])
            }
        } catch {
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
    private static let unwrittenMax = 1_000
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
