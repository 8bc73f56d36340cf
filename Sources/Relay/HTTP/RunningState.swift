import Carriers
import Handover
import Identity
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
    }
}

extension RunningState.Notice {
    fileprivate init(_ reason: Readiness.Reason) {
        self.init(code: reason.code, since: reason.since, detail: reason.detail)
    }
}
