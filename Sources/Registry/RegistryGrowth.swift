import Notes

/// What came of notes that somebody offered.
package struct RegistryGrowth: Sendable {
    package let registry: Registry
    /// Paths of the notes that were new, in the order they were taken.
    package let added: [String]
    /// Of each chain the first note that was not taken; what follows it was not looked at.
    package let refusals: [Refusal]

    package struct Refusal: Sendable {
        package let path: String
        package let error: RegistryError
        /// Where the refused note contradicts one that is held.
        package let evidence: RegistryEvidence?
    }
}

extension Registry {
    /// The registry with whatever of `files` continues its chains; nothing of what it holds is lost
    /// but what a root note makes void.
    ///
    /// - Parameter files: notes by path, as ``RegistryFiles`` has them; those that are known are
    ///   passed over, so a whole registry may be offered again and again.
    package func grown(by files: [String: [UInt8]]) -> RegistryGrowth {
        let known = self.files
        // The root first, which may add the actors whose notes follow.
        let (roots, others) = (
            files.keys.filter { $0.hasPrefix("root/") },
            files.keys.filter { !$0.hasPrefix("root/") }
        )
        var grown = self
        var added: [String] = []
        var refusals: [RegistryGrowth.Refusal] = []
        var ended: Set<String> = []
        for path in roots.sorted() + others.sorted() where known[path] != files[path] {
            let chain = path.split(separator: "/").dropLast().joined(separator: "/")
            guard !ended.contains(chain), let bytes = files[path] else { continue }
            var offered: SignedNote?
            do throws(RegistryError) {
                offered = try RegistryFiles.note(at: path, bytes)
                guard let offered else { continue }
                let next = try grown.appending(offered)
                if next.head != grown.head { added.append(path) }
                grown = next
            } catch {
                ended.insert(chain)
                refusals.append(
                    RegistryGrowth.Refusal(
                        path: path, error: error,
                        evidence: offered.flatMap { grown.evidence(of: error, offered: $0) }))
            }
        }
        return RegistryGrowth(registry: grown, added: added, refusals: refusals)
    }
}
