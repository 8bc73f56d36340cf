import Bundles
import Foundation
import Handover
import Identity
import Labels
@testable import Node
import Notes
import Primitives
import RegionSupport
import Registry
import RelaySupport
import Testing

/// A stick that is carried between nodes of a world, and what others may have put on it.
struct BundleStick {
    let world: NodeWorld

    func path(_ name: String) -> String {
        world.place.appending(path: name).path(percentEncoded: false)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    func put(_ bytes: [UInt8], as name: String) throws {
        try Data(bytes).write(to: URL(filePath: path(name)))
    }

    /// Entries in a bundle to Solna, of a manifest that any signer may sign.
    func forge(
        _ entries: [BundleEntry], as name: String, from actor: String = "sos-alarm",
        signedBy signer: NoteSigner, status: StatusKind = .actual, part: Int = 1, of count: Int = 1
    ) throws {
        let sender = try world.region.actor(actor)
        let solna = try world.region.actor("kommun-solna")
        let bundle = try #require(BundleID(bytes: RandomSource.system.bytes(16)))
        let manifest = BundleManifest(
            bundle: bundle, part: part, partCount: count,
            sender: BundleSender(sender.node.id, of: sender.id), destination: solna.id,
            status: status, created: world.relay.clock.now, lines: entries.map(\.line))
        let note = try SignedNote(text: manifest.text, signers: [signer])
        let key = try solna.wrapping(.secrecy, .actual).publicKey
        let sealer = try BundleSealer(to: solna.id, key: key, random: .system)
        var file = sealer.opening
        file += try sealer.seal(BundleReader.framed(manifest: note.encoded))
        for entry in entries { file += try sealer.seal(entry.encoded) }
        try put(file + sealer.finish(), as: name)
    }

    /// What a bundle to Solna holds.
    func entries(of name: String) throws -> [BundleEntry] {
        let solna = try world.region.actor("kommun-solna")
        let file = try bytes(name)
        let opening = try BundleOpening(parsing: file)
        let keys = try [
            solna.wrapping(.secrecy, .actual), solna.wrapping(.confidential, .actual),
        ]
        let opener = try BundleOpener(opening, keys: keys)
        var reader = BundleReader()
        var entries: [BundleEntry] = []
        var rest = file.dropFirst(opening.byteCount)
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(BundleOpener.chunkByteCount))
            rest = rest.dropFirst(chunk.count)
            for case .entry(let entry) in try reader.take(opener.open(chunk)) {
                entries.append(entry)
            }
        }
        return entries
    }

    /// The region's material under a registry and a changed policy.
    func material(
        registry: Registry? = nil, version: UInt64,
        _ edit: (String, String) -> String = { $1 }
    ) throws -> RegionMaterial {
        let directory = RegionDirectory(world.place.appending(path: UUID().uuidString))
        try directory.write(registry ?? world.region.registry)
        try directory.writePolicy(
            of: world.region, over: registry, version: version, at: world.region.now, edit)
        let (material, refusals) = try directory.load(at: world.region.now)
        // The refusals are long: what they are would fill the screen.
        try #require(refusals.count == 0)
        return material
    }

    /// The registry with one note more, by Solna.
    func longerRegistry(_ person: String = "person-2") throws -> Registry {
        let note = try world.region.actorNote(
            of: world.region.actor("kommun-solna"), after: world.region.registry,
            [.revokePerson(PersonID(person), Revocation(at: world.region.now))])
        return try world.region.registry.appending(note)
    }
}

extension NodeEngine {
    /// As ``exportBundle(_:)`` to Solna, where nothing else is said.
    @discardableResult
    func export(
        to path: String, for actor: String = "kommun-solna", partMaxBytes: Int? = nil,
        attachments: BundleOrder.Attachments = .new
    ) async throws -> ExportedBundle {
        try await exportBundle(
            BundleOrder(
                path: path, to: actor, partMaxBytes: partMaxBytes, attachments: attachments))
    }

    var quarantined: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: directory.quarantinePath)) ?? []
    }
}

extension ImportedBundles {
    var refusals: [BundleRefusal?] { parts.map(\.refusal) }
}
