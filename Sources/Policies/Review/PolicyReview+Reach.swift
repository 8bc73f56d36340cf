import Identity
import Labels

extension PolicyReview {
    /// What is defined and named by nobody, or held by nobody.
    var unused: [PolicyNotice] {
        let groups = policy.groups.keys.filter { !isMentioned($0) }.map {
            notice(.groupUnused($0), PolicyRecord(.groups, $0.text))
        }
        let modes = policy.modes.keys.filter { mode in
            !policy.forums.values.contains { $0.mode == mode }
        }.map { notice(.modeUnused($0), PolicyRecord(.modes, $0.text)) }
        let compartments = policy.vocabulary.compartments.keys.filter { word in
            !policy.actors.values.contains { $0.compartments.contains(word) }
        }.map { notice(.compartmentUnheld($0), PolicyRecord(.compartments, $0.text)) }
        return groups + modes + compartments
    }

    private func isMentioned(_ group: GroupID) -> Bool {
        places.mentions(group: group.text)
            || caseWords.contains("group:\(group)")
    }

    /// Grounds, agreements, approvals and commitments that no question can ever come to.
    var unreachableRules: [PolicyNotice] {
        let approvals = policy.approvals.crypto.values.flatMap { unreachable($0) }
        return deadGrounds + idleAgreements + approvals + deadCommitments
    }

    private var deadGrounds: [PolicyNotice] {
        policy.grounds.values.filter { ground in
            ground.statuses.isEmpty || ground.from.isEmpty || ground.to.isEmpty
                || (ground.from.count == 1 && ground.from == ground.to)
        }.map { notice(.groundUnreachable($0.code), PolicyRecord(.grounds, $0.code.text)) }
    }

    private var idleAgreements: [PolicyNotice] {
        agreements.compactMap { agreement in
            idleness(of: agreement.pair).map {
                notice(.agreementNeverAsked($0), .agreement(agreement))
            }
        }
    }

    private var deadCommitments: [PolicyNotice] {
        policy.approvals.commitments.values.flatMap { $0 }.filter {
            !(policy.actors[$0.actor]?.receiveCeiling.isClassified ?? false)
        }.map { notice(.commitmentUnreachable($0.actor), .commitment($0)) }
    }

    private func idleness(of pair: ActorPair) -> AgreementIdleness? {
        guard let one = policy.actors[pair.first], let other = policy.actors[pair.second] else {
            return nil
        }
        if one.isStateAuthority && other.isStateAuthority { return .bothState }
        func sends(_ from: ActorEntry, _ to: ActorEntry) -> Bool {
            min(from.originateCeiling, to.receiveCeiling) >= .confidential
        }
        return sends(one, other) || sends(other, one) ? nil : .belowConfidential
    }

    /// Levels of an approval that none of its senders may originate at, and suites of a profile that
    /// none of its levels uses.
    private func unreachable(_ approval: CryptoApproval) -> [PolicyNotice] {
        let levels = approval.levels.sorted().filter { level in
            policy.rules(for: level) == nil
                || !approval.senders.contains {
                    policy.actors[$0]?.originateCeiling.dominates(level) ?? false
                }
        }
        let used = Set(approval.levels.compactMap { policy.rules(for: $0)?.suite })
        let suites =
            approval.kind == .profile
            ? Suite.allCases.filter { approval.suites.contains($0) && !used.contains($0) } : []
        let record = PolicyRecord.approval(approval)
        return levels.map { notice(.approvalUnreachable(approval.id, $0), record, "levels") }
            + suites.map { notice(.suiteNeverUsed(approval.id, $0), record, "suites") }
    }

    /// Forums in which nobody, or at a level no two members, can share anything.
    var silentForums: [PolicyNotice] {
        policy.forums.values.flatMap { forum -> [PolicyNotice] in
            let record = PolicyRecord(.forums, forum.id.text)
            guard forum.members.count > 1 else {
                return [notice(.forumEmpty(forum.id), record, "members")]
            }
            let members = forum.members.compactMap { policy.actors[$0] }
            return policy.levelsInUse.map(\.level).filter { level in
                !members.contains { sender in
                    sender.originateCeiling.dominates(level)
                        && members.contains {
                            $0.id != sender.id && $0.receiveCeiling.dominates(level)
                        }
                }
            }.map { notice(.forumSilent(forum.id, $0), record, "members") }
        }
    }
}
