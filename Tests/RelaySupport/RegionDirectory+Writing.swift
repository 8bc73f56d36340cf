package import Foundation
package import Handover
package import Identity
import Labels
import Notes
import Policies
import Primitives
package import RegionSupport
package import Registry
import TestSupport

extension RegionDirectory {
    package func write(_ registry: Registry) throws {
        for (path, bytes) in registry.files {
            try write(bytes, to: keys.appending(path: path))
        }
    }

    /// The repository's policy, as of this region, and a freshness note over it.
    ///
    /// - Parameters:
    ///   - registry: what the note vouches for, where that is no longer the region's own.
    ///   - edit: changes a source file: its name, its text.
    package func writePolicy(
        of region: TestRegion, over registry: Registry? = nil, version: UInt64 = 1,
        at now: Timestamp,
        _ edit: (String, String) -> String = { $1 }
    ) throws {
        let sources = SharedData.packageRoot.appending(path: "Policies")
        var files: [String: [UInt8]] = [:]
        for file in try FileManager.default.contentsOfDirectory(
            at: sources, includingPropertiesForKeys: nil) where file.pathExtension == "yaml"
        {
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing("samverkan-stockholmsregionen", with: region.region.text)
            files[file.lastPathComponent] = Array(edit(file.lastPathComponent, text).utf8)
        }
        let bundle = try SignedNote(
            text: BundleNote(
                region: region.region, version: version, notBefore: region.start, files: files
            ).text, signers: region.policyAuthorities.prefix(2).flatMap(\.signers))
        try write(bundle.encoded, to: self.bundle)
        try writeFreshness(
            of: region, over: bundle, registry ?? region.registry, version: version, at: now)
    }

    private func writeFreshness(
        of region: TestRegion, over bundle: SignedNote, _ registry: Registry, version: UInt64,
        at now: Timestamp
    ) throws {
        let note = try FreshnessNote(
            region: region.region, issued: now, validUntil: now.adding(seconds: 30 * 86_400),
            policyVersion: version, policyDigest: bundle.textDigest,
            registryHead: registry.head)
        let signed = try SignedNote(
            text: note.text, signers: region.freshnessAuthorities.prefix(1).flatMap(\.signers))
        try write(signed.encoded, to: freshness)
    }

    package func write(_ bytes: [UInt8], to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .atomic)
    }
}

extension RegionDirectory {
    /// Removes a file below `Keys/`.
    package func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: keys.appending(path: path))
    }
}
