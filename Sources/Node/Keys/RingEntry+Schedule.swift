import Identity
package import Keystore
import Labels
package import Policies

extension RingEntry {
    /// `nil` for what is no message key, has no end or is of a level the policy does not use.
    package func schedule(under policy: Policy) -> KeySchedule? {
        guard case .messages(_, let name, _) = owner, let level = try? Level(name.text),
            let rules = policy.rules(for: level), let from = validFrom, let until = validUntil
        else { return nil }
        return KeySchedule(from: from, until: until, opens: purpose == .wrapping, under: rules)
    }
}
