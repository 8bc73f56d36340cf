import Carriers
import Files
import Foundation
import Handover
import Identity
import Keystore
import Node
import Policies
import Registry
import Speaking
import StorageSQLite
import Wording

/// Asks a node's directory, the node that runs on it, and its relays what `doctor` judges. Nothing is
/// changed; the vault is not opened.
struct NodeProbe {
    private let session: NodeSession
    /// Whether somebody says that there is a node.
    private let isNamed: Bool
    private let now = Timestamp.systemClock()

    init(_ session: NodeSession, isNamed: Bool) {
        self.session = session
        self.isNamed = isNamed
    }

    private var directory: NodeDirectory { session.directory }

    func diagnoses() async -> [Diagnosis] {
        let root = directory.root.path(percentEncoded: false)
        guard directory.exists else {
            return [isNamed ? .nodeMissing(path: root) : .nodeAbsent(path: root)]
                + Diagnosis.clock(at: now, [], freshnessIssued: nil)
        }
        guard let configuration = try? NodeConfiguration(reading: directory.configuration),
            let actor = try? ActorID(configuration.actor),
            let node = try? NodeID(configuration.node)
        else {
            return [.nodeInvalid(path: directory.configuration.path(percentEncoded: false))]
                + files()
        }
        let status = await session.statusOfRunning()
        var found: [Diagnosis] = [
            status == nil
                ? .nodeStopped(actor: actor.text, node: node.text)
                : .nodeRunning(actor: actor.text, node: node.text)
        ]
        found += files() + [vault()]
        if let review = status?.logReview, review.isOverdue {
            found.append(
                .logReviewOverdue(due: review.due.rfc3339, waiting: review.waiting))
        }
        let (ring, ringDiagnoses) = ring(isOpenElsewhere: status != nil)
        found += ringDiagnoses
        let heads = directory.heads.heads().all
        guard
            let (material, refusals) = try? directory.region.load(
                trusting: Digest(hex: configuration.genesis), earlierHeads: heads, at: now)
        else {
            return found + [
                .registryInvalid(path: directory.region.keys.path(percentEncoded: false))
            ]
                + Diagnosis.clock(at: now, [], freshnessIssued: nil)
        }
        found += Diagnosis.region(
            material, refusedNotes: refusals.count, actor: actor, node: node, at: now)
        let evidence = directory.evidence
        let findings = evidence.all().count
        if findings > 0 { found.append(.evidenceKept(count: findings, path: evidence.path)) }
        let view = material.registry.view(at: now)
        let keys = ring.flatMap { try? RingNodeKeys(ring: $0, actor: actor, node: node, in: view) }
        let probe = await patiently(
            Phrase(sv: "Reläerna tillfrågas", en: "Asking the relays"), session.output
        ) {
            await RelayProbe.ask(configuration.relays, in: view, as: keys?.tls, besides: status)
        }
        found += probe.diagnoses
        if let due = status?.drillsDue, !due.isEmpty {
            found.append(.rungsUndrilled(rungs: due.map(\.rung)))
        }
        found += Diagnosis.alerts(
            await AlertTrial.all(of: configuration, in: directory, besides: status),
            under: material, at: now)
        found += Diagnosis.clock(
            at: now, probe.clocks, freshnessIssued: material.freshness?.issued)
        return found
    }

    /// What only the owner may read.
    private func files() -> [Diagnosis] {
        let paths = [
            directory.root.path(percentEncoded: false),
            directory.keyRing.path(percentEncoded: false),
            directory.vault.path(percentEncoded: false),
            directory.configuration.path(percentEncoded: false),
            directory.socket.path(percentEncoded: false),
        ]
        return (paths + [session.keyFile].compactMap { $0 }).compactMap { path in
            File.permissions(of: path).flatMap { Diagnosis.file(path, mode: $0) }
        }
    }

    private func vault() -> Diagnosis {
        let path = directory.vault.path(percentEncoded: false)
        do { return .vault(try StoreHeader.vault(at: path), path: path) } catch {
            return .vaultForeign(path: path)
        }
    }

    /// The ring, unlocked where that can be done here; and what is to be said of it.
    ///
    /// - Parameter isOpenElsewhere: the node that runs has unlocked it.
    private func ring(isOpenElsewhere: Bool) -> (KeyRing?, [Diagnosis]) {
        let path = directory.keyRing.path(percentEncoded: false)
        guard let bytes = FileManager.default.contents(atPath: path) else {
            return (nil, [.ringMissing(path: path)])
        }
        guard let locked = try? LockedRing(parsing: Array(bytes)) else {
            return (nil, [.ringDamaged(path: path)])
        }
        let lifetimes = Diagnosis.lifetimes(of: locked.claimedEntries, at: now)
        guard session.keyFile != nil || (!isOpenElsewhere && session.mayAsk(for: locked)) else {
            let readable = Diagnosis.ringReadable(path: path, keys: locked.claimedEntries.count)
            return (nil, [isOpenElsewhere ? readable : .ringNotOpened(path: path)] + lifetimes)
        }
        do {
            let ring = try session.unlockedRing()
            return (ring, [.ringReadable(path: path, keys: ring.entries.count)] + lifetimes)
        } catch {
            return (nil, [diagnosis(of: error, at: path)] + lifetimes)
        }
    }

    /// Why a ring that is whole, as far as its form goes, did not open.
    private func diagnosis(of error: any Error, at ring: String) -> Diagnosis {
        switch error {
        case KeystoreError.unlockFailed, KeystoreError.unlockUnavailable: .ringRefuses(path: ring)
        case KeystoreError.keyFileMalformed, is FileError:
            .keyFileUnreadable(path: session.keyFile ?? ring)
        case is KeystoreError: .ringDamaged(path: ring)
        default: .ringNotOpened(path: ring)
        }
    }
}
