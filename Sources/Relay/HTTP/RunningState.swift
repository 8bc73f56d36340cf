package import Carriers
import Handover
import Identity
import Ledger
import Notes
import Policies
import Storage

/// What a running relay knows beside its store: `/stats` on the local address, which
/// `budkavle-relay stats` reads.
package struct RunningState: Codable, Sendable, Equatable {
    package struct Reader: Codable, Sendable, Equatable {
        package let actor: String
        package let node: String
        package let lastAsked: String
        /// The next position by lane, flash first.
        package let positions: [UInt64]
        package let withheld: Int
    }

    /// Another relay whose log this one follows.
    package struct Peer: Codable, Sendable, Equatable {
        package let relay: String
        package let lastReached: String?
        /// The next position by lane, flash first.
        package let cursor: String?
        /// Positions of its log that have not been read, at most.
        package let behind: UInt64?
        /// The size of the tree that was verified last.
        package let treeSize: UInt64?
        /// Entries that were passed over and will be asked for again.
        package let passedOver: Int
        package let failure: Notice?
        package let cutOffSince: String?
    }

    package struct Notice: Codable, Sendable, Equatable {
        package let code: String
        package let since: String?
        package let detail: String?
    }

    package let relay: String
    package let ready: Bool
    package let reasons: [Notice]
    package let warnings: [Notice]
    package let connections: Int
    package let mailboxWaits: Int
    package let policyVersion: UInt64
    /// Since when registry and policy in force are what they are.
    package let materialSince: String
    package let freshnessIssued: String?
    package let readers: [Reader]
    /// `nil` from a relay of an older program.
    package let peers: [Peer]?
    /// `nil` where nobody outside is told of the ledger, and from a relay of an older program.
    package let syslog: SyslogState?

    init(of services: RelayServices) async {
        let readiness = await Readiness(of: services)
        let material = services.keeper.material
        relay = services.identity.id.text
        ready = readiness.ready
        reasons = readiness.reasons.map(Notice.init)
        warnings = readiness.warnings.map(Notice.init)
        connections = services.book.connectionsCount
        mailboxWaits = services.polls.count
        policyVersion = material.policyVersion
        materialSince = services.keeper.materialSince.rfc3339
        freshnessIssued = material.region.freshness?.issued.rfc3339
        readers = services.readers.all.map { reader in
            Reader(
                actor: reader.actor.text, node: reader.node.text,
                lastAsked: reader.lastAsked.rfc3339,
                positions: MailboxCursor.lanes.map { reader.cursor[$0] },
                withheld: reader.withheldCount)
        }
        peers = services.peers.all.map(Peer.init)
        syslog = await services.syslog?.state()
    }
}

extension RunningState.Peer {
    fileprivate init(_ standing: PeerStanding) {
        let tree = standing.progress?.checkpoint.flatMap { try? SignedNote(parsing: $0) }
        self.init(
            relay: standing.relay.text, lastReached: standing.lastReached?.rfc3339,
            cursor: standing.progress?.cursor.text, behind: standing.behind,
            treeSize: tree.flatMap { try? Checkpoint(parsing: $0.text).size },
            passedOver: standing.progress?.passedOver.count ?? 0,
            failure: standing.failure.map {
                RunningState.Notice(code: $0.code, since: $0.since.rfc3339, detail: nil)
            }, cutOffSince: standing.cutOffSince?.rfc3339)
    }
}

extension RunningState.Notice {
    fileprivate init(_ reason: Readiness.Reason) {
        self.init(code: reason.code, since: reason.since, detail: reason.detail)
    }
}
