import Bundles

extension RegionOffer {
    /// Reads what ``RegionOffer/entries`` made.
    mutating func add(_ entry: BundleEntry) {
        let text = String(decoding: entry.bytes, as: UTF8.self)
        switch entry.kind {
        case .registry:
            let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            registry[String(parts[0].prefix(Self.pathMaxCharacters))] =
                parts.count == 2 ? String(parts[1]) : ""
        case .policy: policy = entry.bytes
        case .freshness: freshness = entry.bytes
        case .exercise: exercises.append(text)
        case .activation: activations.append(text)
        case .message, .delivered, .sealed, .attachment, .checkpoint, .entry: break
        }
    }

    /// As a bundle carries it: a note of the registry behind a line with its path.
    var entries: [BundleEntry] {
        let roots = registry.keys.filter { $0.hasPrefix("root/") }.sorted()
        let others = registry.keys.filter { !$0.hasPrefix("root/") }.sorted()
        var entries = (roots + others).map { path in
            BundleEntry(.registry, Array("\(path)\n\(registry[path] ?? "")".utf8))
        }
        if let policy { entries.append(BundleEntry(.policy, policy)) }
        if let freshness { entries.append(BundleEntry(.freshness, freshness)) }
        entries += exercises.map { BundleEntry(.exercise, Array($0.utf8)) }
        entries += activations.map { BundleEntry(.activation, Array($0.utf8)) }
        return entries
    }

    /// Longer than any path of a registry.
    private static var pathMaxCharacters: Int { 160 }
}
