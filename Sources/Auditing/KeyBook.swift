package import Identity
package import Ledger
package import Notes
package import Registry

/// Every key that a registry ever had for logs, receipts and cosignatures, with what became of it.
///
/// Evidence outlives keys: a key that was revoked since still tells who signed, and its revocation
/// what that is worth.
package struct KeyBook: Sendable {
    package let region: RegionID
    private let machines: [Machine]
    private let witnesses: [WitnessRecord]

    /// Whose receipts and log a key signs.
    package struct Machine: Hashable, Sendable {
        package let issuer: ReceiptIssuer
        package let key: NoteKey
        package let revocation: Revocation?
    }

    package init(_ registry: Registry) {
        region = registry.region
        // As of the beginning nothing had been revoked, so nothing is left out.
        let view = registry.view(at: Timestamp(clampingMilliseconds: 0))
        let relays = view.everyRelay.map {
            Machine(issuer: .relay($0.id), key: $0.receiptKey, revocation: $0.revocation)
        }
        let nodes = view.actors.values.flatMap { actor in
            actor.nodes.values.map { node in
                Machine(
                    issuer: .node(node.id, of: actor.id), key: node.receiptKey,
                    revocation: node.revocation ?? actor.revocation)
            }
        }
        machines = relays + nodes
        witnesses = view.witnesses.values.sorted { $0.id < $1.id }
    }

    /// The machine whose log a checkpoint claims to be of: the one that it names and whose key a
    /// line of it bears.
    package func machine(ofLog checkpoint: SignedNote) -> Machine? {
        let origin = checkpoint.text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        return machines.first { machine in
            machine.key.name.utf8.elementsEqual(origin)
                && checkpoint.signatures.contains { $0.isMade(by: machine.key) }
        }
    }

    package func receiptKey(of issuer: ReceiptIssuer) -> NoteKey? {
        machines.first { $0.issuer == issuer }?.key
    }

    /// How many registered witnesses saw a tree, and whether that is as many as are asked for.
    ///
    /// A witness' line counts unless its key was revoked by the time the line names.
    ///
    /// - Throws: `LedgerError` for a line of a registered witness that does not hold.
    package func standing(
        of checkpoint: VerifiedCheckpoint, required: Int, at now: Timestamp
    ) throws(LedgerError) -> WitnessStanding {
        let cosignatures = try checkpoint.cosignatures(by: witnesses.map(\.key), notAfter: now)
        let counting = cosignatures.filter { line in
            witnesses.contains {
                $0.key.name == line.cosigner && !($0.revocation?.binds(at: line.time) ?? false)
            }
        }
        return WitnessStanding(
            cosigners: counting.map(\.cosigner).sorted(), required: required,
            latest: counting.map(\.time).max())
    }
}

/// Who has seen a tree, besides the log that signed it.
package struct WitnessStanding: Hashable, Sendable {
    package let cosigners: [String]
    /// What policy asks for; 0 where it asks for none.
    package let required: Int
    package let latest: Timestamp?

    /// Evidence below the quorum is marked, and is evidence still.
    package var isEnough: Bool { !cosigners.isEmpty && cosigners.count >= required }

    /// Whether it was seen before a moment: what a key signed before it was lost.
    package func isBefore(_ moment: Timestamp) -> Bool { latest.map { $0 < moment } ?? false }
}

extension KeyBook {
    /// What is to be said of a signed tree besides that it is signed: who has seen it, and whether
    /// its key was lost.
    func statements(
        on checkpoint: VerifiedCheckpoint, of machine: Machine, required: Int, at now: Timestamp
    ) -> [AuditStatement] {
        let origin = machine.key.name
        guard let standing = try? standing(of: checkpoint, required: required, at: now) else {
            return [AuditStatement(.logWitnessed, of: origin, .fails, .signatureInvalid)]
        }
        let place = "\(standing.cosigners.count)/\(required) \(checkpoint.checkpoint.size)"
        var statements = [
            AuditStatement(
                .logWitnessed, of: origin, standing.isEnough ? .holds : .unproven,
                standing.isEnough
                    ? nil : standing.cosigners.isEmpty ? .unwitnessed : .belowQuorum, at: place)
        ]
        guard let lost = machine.revocation?.effective else { return statements }
        // Before it was lost only its owner signed with it; who saw the tree then tells when that
        // was.
        let isBefore = standing.isBefore(lost)
        statements.append(
            AuditStatement(
                .logKey, of: origin, isBefore ? .holds : .unproven, isBefore ? nil : .keyLost,
                at: lost.rfc3339))
        return statements
    }
}
