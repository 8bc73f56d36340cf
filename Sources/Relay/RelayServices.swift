import Carriers
import Envelopes
import Foundation
import Identity
import Labels
import Logging
import Policies
import Primitives
import Storage

/// What the parts of a relay share.
struct RelayServices: Sendable {
    let identity: RelayIdentity
    let store: any RelayStore
    let keeper: ViewKeeper
    let limits: RelayLimits
    let random: RandomSource
    let logger: Logger
    let metrics: RelayMetrics
    let polls: WaitingPolls
    let book: PeerBook
    let gauge: WorkGauge
    /// Turns at what takes the processor: verifying and deciding, coming in and going out.
    let judging: Turnstile
    /// Turns at the store, of which one group commit's worth is asked at once.
    let keeping: Turnstile
    let checkpoints: CheckpointSigner
    let cosigned: CosignedCheckpoints
    let rates: RateLimiter
    let readers = ReaderBook()
    let peers: PeerStandings
    let blobs: RelayBlobs
    let syslog: SyslogFeed?
    /// What the store said last; see ``ObservedStore``.
    let storeHealth: StoreHealth

    init(
        identity: RelayIdentity, store: any RelayStore, blobs: BlobFolder, keeper: ViewKeeper,
        limits: RelayLimits, polls: WaitingPolls, signed: SignedMemory?, cutOffs: CutOffFolder?,
        syslog: SyslogFeed?, random: RandomSource, logger: Logger
    ) {
        let storeHealth = StoreHealth()
        let metrics = RelayMetrics()
        let store = ObservedStore(store, health: storeHealth, metrics: metrics) {
            keeper.clock.now()
        }
        self.metrics = metrics
        self.identity = identity
        self.store = store
        self.storeHealth = storeHealth
        peers = PeerStandings(cutOffs)
        self.blobs = RelayBlobs(folder: blobs)
        self.syslog = syslog
        rates = RateLimiter(limits)
        self.keeper = keeper
        self.limits = limits
        self.random = random
        self.logger = logger
        self.polls = polls
        book = PeerBook(connectionsPerActorMax: limits.connectionsPerActorMax) { connection in
            polls.closed(connection)
        }
        gauge = WorkGauge(bytesMax: limits.bodiesUnderWayMaxBytes)
        judging = Turnstile(
            underWayMaxCost: Self.judgedInTurnMaxCount
                * max(2, ProcessInfo.processInfo.activeProcessorCount),
            turnCost: Self.judgedInTurnMaxCount, waitingMaxCount: limits.waitingPerActorMax)
        keeping = Turnstile(
            underWayMaxCost: Self.keptAtOnceMaxBytes, turnCost: Self.keptInTurnMaxBytes,
            waitingMaxCount: limits.waitingPerActorMax)
        checkpoints = CheckpointSigner(
            identity.receiptSigner, keepingIn: store, memory: signed)
        cosigned = CosignedCheckpoints(checkpoints, keepingIn: store)
    }

    var clock: TrustedClock { keeper.clock }

    /// Messages that are judged in one turn: some milliseconds, for which all others wait.
    private static let judgedInTurnMaxCount = 32
    private static let keptAtOnceMaxBytes = 8 * 1024 * 1024
    private static let keptInTurnMaxBytes = 256 * 1024

    func acceptor(for admission: Admission) throws(Problem) -> Acceptor {
        Acceptor(
            relay: identity.id, sender: .node(try admission.node()), view: admission.view,
            now: admission.now, random: random)
    }

    /// What the store has of messages referred to; one it has forgotten is not known.
    func sources(
        of references: [MessageReference]
    ) async -> @Sendable (MessageID) -> Policies.Reference.Source? {
        var known: [MessageID: Policies.Reference.Source] = [:]
        for reference in references {
            guard let stored = try? await store.message(reference.message),
                let envelope = try? SlotBytes.envelope(head: stored.head, slots: [])
            else { continue }
            known[reference.message] = Policies.Reference.Source(
                originator: stored.originator, owners: envelope.core.label.owners)
        }
        return { [known] in known[$0] }
    }

    /// - Throws: ``RefusedEnvelope`` when a recipient's mailbox is full.
    func requireRoom(
        for message: AcceptedMessage, bytes: Int
    ) async throws(RefusedEnvelope) {
        for recipient in message.recipients {
            guard let limit = await mailboxLimit(of: recipient, adding: bytes) else { continue }
            throw RefusedEnvelope(
                id: message.id, refusal: .mailboxFull(recipient, limit: limit), envelope: nil)
        }
    }

    /// Whether an actor's mailbox takes one more entry of so many bytes.
    func mailboxLimit(of actor: ActorID, adding bytes: Int) async -> Problem.NamedLimit? {
        let load = await store.load(of: actor)
        if load.entries >= limits.mailboxEntriesMax {
            return .init("mailboxEntriesMax", limits.mailboxEntriesMax)
        }
        if load.bytes > limits.mailboxMaxBytes - bytes {
            return .init("mailboxMaxBytes", limits.mailboxMaxBytes)
        }
        return nil
    }
}

extension Problem {
    /// What a store's refusal is to a caller.
    init(storage error: StorageError) {
        switch error {
        case .full: self.init(.storeFull, retryAfterSeconds: 60)
        case .busy, .cancelled: self.init(.overloaded, retryAfterSeconds: 1)
        case .closed: self.init(.stopping, retryAfterSeconds: 5)
        case .readOnly, .inputOutput, .corrupt, .unexpected:
            self.init(.storeUnavailable, retryAfterSeconds: 60)
        default: self.init(.internalError)
        }
    }
}
