import Auditing
import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import Registry

/// What a small region has to show: a relay's log and a node's, receipts, one witness.
struct PackSample {
    let region: TestRegion
    let registry: Registry
    let witness: Witness
    let actor: TestActor
    var relay: SampleLog
    var node: SampleLog
    let message: MessageID
    /// The number of its entry in the relay's log.
    let place: UInt64
    let accepted: SignedNote

    /// - Parameter entries: of the relay's log; the message's is the last but one.
    init(entries: Int = 5) throws {
        region = try TestRegion(actors: ["kommun-solna"], levels: [])
        actor = try region.actor("kommun-solna")
        witness = try Witness(name: "stockholm/witness/w-1", key: Self.witnessKey())
        registry = try region.registry.appending(
            region.rootNote(after: region.registry, [.addWitness(WitnessID("w-1"), witness.key)]))
        message = try MessageID(hex: Hashing.sha256(Array("message".utf8)).hex)
        place = UInt64(entries - 2)
        relay = SampleLog(region.relays[0].receiptSigner)
        node = SampleLog(actor.node.receiptSigner)
        for number in 0..<entries {
            var facts = LedgerFacts(.accepted, at: region.now.adding(seconds: Int64(number)))
            facts.actor = actor.id
            facts.message =
                number == Int(place)
                ? message : try MessageID(hex: Hashing.sha256([UInt8(number % 256)]).hex)
            relay.append(facts)
        }
        accepted = try Receipt(
            .accepted, of: [ReceiptItem(message)], issuer: .relay(region.relays[0].id),
            at: region.now,
            log: .init(origin: relay.signer.key.name, size: place + 1)
        ).signed(by: relay.signer)
        var sent = LedgerFacts(.sent, at: region.now)
        sent.message = message
        node.append(sent)
    }

    var relayFolder: String { PackLayout.folder(of: .relay(region.relays[0].id)) }
    var nodeFolder: String { PackLayout.folder(of: maker) }
    var maker: ReceiptIssuer { .node(actor.node.id, of: actor.id) }
    var acceptedPath: String {
        "\(PackLayout.receipts)/\(Hashing.sha256(accepted.encoded).hex).note"
    }
    var provenPath: String {
        PackLayout.entry(place, of: .relay(region.relays[0].id))
    }

    /// The relay's tree with the witness' line.
    func cosigned() throws -> SignedNote {
        let tree = try relay.signed.verifiedCheckpoint(
            by: relay.signer.key, origin: relay.signer.key.name)
        return try relay.signed.adding(
            tree.cosignature(name: witness.key.name, key: Self.witnessKey(), at: region.now))
    }

    private static func witnessKey() throws -> SigningPrivateKey {
        try SigningPrivateKey(seed: SecretBytes(copying: [UInt8](repeating: 9, count: 32)))
    }

    /// Everything but the manifest.
    ///
    /// - Parameter opening: whether the relay's entry of the message is in it.
    func files(opening: Bool = true) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (path, note) in registry.files { files["\(PackLayout.keys)/\(path)"] = note }
        files.merge(try relay.files(in: relayFolder)) { $1 }
        files.merge(try node.files(in: nodeFolder)) { $1 }
        files["\(relayFolder)/cosigned"] = try cosigned().encoded
        files[acceptedPath] = accepted.encoded
        if opening {
            files[provenPath] = try relay.proof(of: place, receipt: accepted).encoded
        }
        files[PackLayout.entry(0, of: maker)] = try node.proof(of: 0).encoded
        return files
    }

    /// With the maker's signed list of what is in it.
    func sealed(_ files: [String: [UInt8]]) throws -> [String: [UInt8]] {
        var files = files
        files[PackManifest.path] = nil
        let manifest = PackManifest(
            region: registry.region, genesis: try genesis, maker: maker, time: region.now,
            files: files.mapValues(Hashing.sha256))
        files[PackManifest.path] = try SignedNote(
            text: manifest.text, signers: [node.signer]
        ).encoded
        return files
    }

    var genesis: Digest {
        get throws {
            guard let genesis = registry.genesis else { throw SampleError.missing }
            return genesis
        }
    }

    func statements(on files: [String: [UInt8]]) throws -> [AuditStatement] {
        PackVerification.of(
            PackFiles(files), trusting: try genesis, at: region.now.adding(seconds: 60))
    }
}

enum SampleError: Error { case missing }

extension [AuditStatement] {
    func first(_ name: AuditStatement.Name, _ verdict: AuditStatement.Verdict) -> AuditStatement? {
        first { $0.name == name && $0.verdict == verdict }
    }
}
