package import Identity
package import Keystore

extension Diagnosis {
    /// What of a node only its owner may read.
    ///
    /// - Parameter mode: the permission bits.
    package static func file(_ path: String, mode: UInt32) -> Diagnosis? {
        mode & 0o077 == 0 ? nil : .fileExposed(path: path, mode: "0" + String(mode, radix: 8))
    }

    /// Keys for whose use no key of the ring is valid any more, or soon.
    ///
    /// A key that ends while another of the same purpose and owner goes on is as it should be.
    package static func lifetimes(of entries: [RingEntry], at now: Timestamp) -> [Diagnosis] {
        var last: [Use: RingEntry] = [:]
        for entry in entries {
            let use = Use(purpose: entry.purpose, owner: entry.owner)
            guard let known = last[use] else {
                last[use] = entry
                continue
            }
            if end(of: known) < end(of: entry) { last[use] = entry }
        }
        return last.values.filter { $0.validUntil != nil }
            .sorted { (end(of: $0), $0.id.hex) < (end(of: $1), $1.id.hex) }
            .compactMap { entry in
                let until = end(of: entry)
                let (purpose, owner) = (entry.purpose.rawValue, entry.owner.text)
                if until <= now {
                    return .keyExpired(purpose: purpose, owner: owner, until: until.rfc3339)
                }
                if until <= now.adding(seconds: expiringSeconds) {
                    return .keyExpiring(purpose: purpose, owner: owner, until: until.rfc3339)
                }
                return nil
            }
    }

    private struct Use: Hashable {
        let purpose: PrivateKeyPurpose
        let owner: KeyOwner
    }

    private static func end(of entry: RingEntry) -> Timestamp { entry.validUntil ?? .latest }

    /// Two weeks: time to call those who renew them.
    private static let expiringSeconds: Int64 = 14 * 86_400
}
