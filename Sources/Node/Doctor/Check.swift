/// What `budkavle doctor` looks at, in the order it tells it.
package enum Check: String, CaseIterable, Codable, Sendable {
    case node, clock, keys
    case coreDumps = "core-dumps"
    case swap, disk, vault, ledger, registry, policy, freshness, relays, rungs, alerts
}

/// How bad it is.
package enum CheckState: String, CaseIterable, Codable, Sendable, Comparable {
    case ok, warning, failure

    package static func < (left: CheckState, right: CheckState) -> Bool {
        order(left) < order(right)
    }

    private static func order(_ state: CheckState) -> Int {
        switch state {
        case .ok: 0
        case .warning: 1
        case .failure: 2
        }
    }
}
