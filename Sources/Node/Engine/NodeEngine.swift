import Carriers
import Delivery
import Envelopes
package import Handover
package import Identity
import Labels
import Ledger
import Notes
import Policies
package import Primitives
import Registry
import Rosters
package import Storage

/// One actor's node: outbox, inbox, vault, receipts. Everything it says it has done is in the vault
/// before it says so.
///
/// Changes are made one at a time (``exclusively(_:)``): decided in memory, written durably, then
/// taken over into memory, so
/// that a failed write changes nothing. Network calls are made outside of that.
package actor NodeEngine {
    let actor: ActorID
    let node: NodeID
    var keys: any NodeKeys
    let store: any VaultStore
    let vault: Vault
    let random: RandomSource
    let clock: @Sendable () -> Timestamp
    let directory: NodeDirectory
    let configuration: NodeConfiguration
    let blobs: NodeBlobs

    var material: RegionMaterial
    /// By what entries name it.
    var recordedView: Digest
    var memory: NodeMemory
    /// Given out to persons' tokens.
    var challenges = SignInChallenges()
    var tally: VaultTally
    var tallyRow: Kept<TallyRecord>?
    var machine: OutboxMachine
    /// The ways this node knows, and the machine that chooses between them.
    let ladder: Ladder
    var failover: FailoverMachine
    var ladderBook = LadderBook()
    /// When this engine began to look at its rungs.
    let opened: Timestamp
    /// When the ladder wants to be woken.
    var ladderAlarm: Timestamp?
    /// The thin ways to those who want to be told that something came.
    let alertChannels: AlertChannels
    var alertBook = AlertBook()
    /// Tells the SIEM, where there is one.
    var syslogFeed: SyslogFeed?
    /// What could not be kept when it happened.
    var untold = Untold()
    /// What stood between this node and a rung last; none where it answered well.
    var rungProblems: [Rung: GatewayProblem] = [:]
    /// Clients by relay, as registered now.
    var relays: [RelayLink]
    /// When the outbox wants to be woken.
    var alarm: Timestamp?
    /// The envelope that was sealed last and waits for nobody's release, until its first attempt:
    /// that one need not read it again.
    var justSealed: (id: MessageID, bytes: [UInt8])?
    /// What the machine wants tried.
    var attempts = AttemptBook()
    /// Those who wait for some attempt to end.
    var attemptListeners: [CheckedContinuation<Void, Never>] = []
    /// Rings when there are attempts to make.
    let bell = Bell()
    /// Rings when there are receipts to hand in.
    let receiptBell = Bell()
    /// Versions of the region's documents as each relay served them.
    var documentVersions: [RelayID: [String: String]] = [:]
    /// Which notes of the registry each relay has shown, by path.
    var registriesShown: [RelayID: Set<String>] = [:]
    /// Registries that contradict the one in force, kept as evidence and not in the ledger yet.
    var contradictions: [LedgerFacts] = []
    /// Of the region's folder when it was last looked at; `nil` before that.
    var regionFingerprint: UInt64?

    /// Attachments on their way out, and in.
    var uploads = Transfers()
    var fetches = Transfers()
    /// Sealed for messages that are not in the vault yet: how many of each.
    var blobsBeingSent: [Digest: Int] = [:]

    /// Those who wait for the inbox to change.
    var listeners: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextListener: UInt64 = 0

    private var isBusy = false
    /// Those who wait for their turn; the first so many of them are urgent.
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var waitingUrgentCount = 0

    /// A registered relay and the way to it.
    struct RelayLink: Sendable {
        let id: RelayID
        let url: String
        let receiptKey: NoteKey
        let client: RelayClient
        var lastReached: Timestamp?
        var problem: RelayProblem?
        /// It asked to be spared receipts until then.
        var receiptsNotBefore: ContinuousClock.Instant?
    }

    /// - Throws: ``NodeError``, `StorageError`: nothing is served from a vault that cannot be read
    ///   whole.
    package init(
        directory: NodeDirectory, configuration: NodeConfiguration, keys: any NodeKeys,
        store: any VaultStore, material: RegionMaterial, random: RandomSource = .system,
        connector: RelayConnector = .asRegistered,
        clock: @escaping @Sendable () -> Timestamp
    ) async throws {
        self.directory = directory
        blobs = NodeBlobs(directory)
        self.configuration = configuration
        self.keys = keys
        self.store = store
        self.random = random
        self.clock = clock
        self.material = material
        recordedView = try directory.archive.keep(material, afresh: true)
        actor = try ActorID(configuration.actor)
        node = try NodeID(configuration.node)
        vault = Vault(key: keys.vaultKey, random: random)
        (tally, tallyRow) = try await Self.checkedTally(store, vault, key: keys.vaultKey)
        memory = try await NodeMemory(store, vault)
        relays = try Self.links(
            configuration.relays, in: material.registry.view(at: clock()), keys.tls, connector)
        machine = OutboxMachine(relays: relays.map(\.id), items: memory.outboxItems)
        ladder = Ladder(
            wis: configuration.wis.map { WISCarrier($0, in: directory) },
            hasRelays: !relays.isEmpty)
        opened = clock()
        alertChannels = AlertChannels(configuration.alerts, in: directory)
        failover = FailoverMachine(
            ladder: ladder.traits(under: material.view(at: opened)?.policy, at: opened),
            states: memory.parcelStates, at: opened)
        try requireRegistered()
        collect(machine.handle(.tick, at: clock(), jitter: jitter()))
        try await feedLadder(.tick)
        receiptBell.ring()
        takeUpTransfers()
        // A revocation may have come in just before a stop.
        try await quarantineCompromised()
        try await finishDisposals()
    }

    /// Lets go of connections and store.
    package func close() async throws {
        for relay in relays { await relay.client.shutdown() }
        await ladder.close()
        await alertChannels.close()
        try await store.close()
    }

    // MARK: Views

    /// What decisions rest on now.
    ///
    /// - Throws: ``NodeError/policyMissing``.
    func regionView() throws -> RegionView {
        guard let view = material.view(at: clock()) else { throw NodeError.policyMissing }
        return view
    }

    /// This node as policy knows it.
    var ownSystem: SystemName { .node(node, of: actor) }

    func jitter() -> UInt64 {
        random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func requireRegistered() throws {
        let view = material.registry.view(at: clock())
        guard let record = view.node(fingerprint: keys.tls.fingerprint), record.actor == actor,
            record.id == node, record.receiptKey == keys.receiptSigner.key
        else { throw NodeError.nodeUnregistered(node, actor) }
    }

    static func links(
        _ urls: [String], in view: RegistryView, _ identity: TLSIdentity,
        _ connector: RelayConnector
    ) throws -> [RelayLink] {
        try urls.map { url in
            guard let record = view.relays.values.first(where: { $0.url == url }) else {
                throw NodeError.relayUnregistered(url: url)
            }
            return RelayLink(
                id: record.id, url: url, receiptKey: record.receiptKey,
                client: try connector.client(record, identity))
        }
    }

    // MARK: One at a time

    /// Runs `body` while nothing else changes memory and vault.
    ///
    /// - Parameter isUrgent: it goes before those who wait and are not.
    func exclusively<Result>(
        isUrgent: Bool = false, _ body: (isolated NodeEngine) async throws -> Result
    ) async rethrows -> Result {
        while isBusy { await withCheckedContinuation { wait($0, isUrgent: isUrgent) } }
        isBusy = true
        defer {
            isBusy = false
            wakeNext()
        }
        return try await body(self)
    }

    private func wait(_ continuation: CheckedContinuation<Void, Never>, isUrgent: Bool) {
        waiting.insert(continuation, at: isUrgent ? waitingUrgentCount : waiting.endIndex)
        if isUrgent { waitingUrgentCount += 1 }
    }

    private func wakeNext() {
        guard !waiting.isEmpty else { return }
        waitingUrgentCount = max(0, waitingUrgentCount - 1)
        waiting.removeFirst().resume()
    }
}

/// Wakes those who wait for something to happen in the node.
package final class Bell: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func ring() { continuation.yield() }

    /// For one listener: the loop that works through the outbox.
    package var rings: AsyncStream<Void> { stream }
}
