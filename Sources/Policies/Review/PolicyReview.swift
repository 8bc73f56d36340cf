package import Identity
import Labels

/// A look at a policy that compiles: what in it is expired, unreachable, unused or contradictory.
///
/// Nothing found here keeps a policy from being signed, since each may be meant; the compiler refuses
/// what cannot be.
package struct PolicyReview {
    let policy: Policy
    let places: PolicyPlaces
    /// When the policy is looked at.
    let now: Timestamp
    /// How near an end is near.
    let soonSeconds: Int64
    /// The words of recorded cases: groups that one of them names count as used.
    let caseWords: Set<String>

    package static let soonUsualSeconds: Int64 = 60 * 86_400

    /// - Parameters:
    ///   - caseFiles: the recorded cases beside the policy, by name.
    ///   - now: what validity is judged at.
    ///   - soonSeconds: how long before its end something is told to end soon.
    package init(
        of policy: Policy, caseFiles: [String: [UInt8]] = [:], at now: Timestamp,
        soonSeconds: Int64 = soonUsualSeconds
    ) {
        self.policy = policy
        self.now = now
        self.soonSeconds = soonSeconds
        places = policy.places
        caseWords = caseFiles.values.reduce(into: []) { words, bytes in
            words.formUnion(
                String(decoding: bytes, as: UTF8.self).split {
                    !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ":")
                }.map(String.init))
        }
    }

    /// Everything found, in the order of place.
    package var notices: [PolicyNotice] {
        [
            ends, unused, unreachableRules, silentForums, levels, contradictions, routines,
        ].flatMap { $0 }.sorted()
    }

    func notice(
        _ finding: PolicyFinding, _ record: PolicyRecord, _ field: String? = nil
    ) -> PolicyNotice {
        PolicyNotice(finding, at: places.placeOrList(record, field))
    }

    /// Agreements and exemptions of all pairs.
    var agreements: [Agreement] { policy.recordedAgreements }
}
