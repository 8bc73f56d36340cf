import Files
import Foundation
import Handover
import Identity
import Keystore
import Labels
import Policies
import Primitives
import Regions
import Registry
import TestSupport

/// A region of four actors on disk, made once and copied by tests that change it.
struct SharedRegion: Sendable {
    let path: String
    let founded: FoundedRegion

    var layout: RegionLayout { RegionLayout(path) }

    static let shared = Result { try SharedRegion() }

    private init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "budkavle-region-\(UUID().uuidString)").path
        founded = try Self.founder().found(at: path) { _, _ in }
    }

    static let actors = [
        "kommun-solna", "lansstyrelsen-stockholm", "polisen-region-stockholm", "sos-alarm",
    ]

    static func founder(_ actors: [String] = actors) throws -> RegionFounder {
        let sources = try PolicySources(
            directory: SharedData.packageRoot.appending(path: "Policies").path)
        return try RegionFounder(
            policyFiles: sources.policyFiles, caseFiles: sources.caseFiles,
            actors: actors.map { try ActorID($0) }, now: .present, lock: .keyFile)
    }

    /// A copy that may be changed.
    func copied() throws -> RegionLayout {
        let copy = path + "-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return RegionLayout(copy)
    }

    func view(at now: Timestamp = .present) throws -> RegionView {
        try RegionSource(layout).readView(trusting: founded.genesis, at: now).view
    }

    func ring(_ actor: String) throws -> KeyRing {
        try layout.ring(of: ActorID(actor)).open(.beside(ask: nil))
    }
}

extension Timestamp {
    static var present: Timestamp {
        Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}

extension RegionEditor {
    /// An editor that signs with what lies in the directory.
    init(_ layout: RegionLayout, signerRings: [RingFolder] = []) throws {
        try self.init(
            layout, at: .present, unlocking: .beside(ask: nil), signerRings: signerRings)
    }
}
