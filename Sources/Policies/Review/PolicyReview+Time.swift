import Identity

extension PolicyReview {
    /// Agreements, exemptions, approvals and commitments that have ended or soon will.
    var ends: [PolicyNotice] {
        let approvals = policy.approvals
        let dated: [[(Validity, PolicyRecord)]] = [
            agreements.map { ($0.validity, .agreement($0)) },
            policy.equivalences.map { ($0.validity, .equivalence($0)) },
            approvals.crypto.values.map { ($0.validity, .approval($0)) },
            approvals.systems.values.map { ($0.validity, .system($0.system)) },
            approvals.commitments.values.flatMap { $0 }.map { ($0.validity, .commitment($0)) },
        ]
        return dated.joined().compactMap { end(of: $0.0, $0.1) }
    }

    private func end(of validity: Validity, _ record: PolicyRecord) -> PolicyNotice? {
        if validity.until <= now { return notice(.expired(validity.until), record, "until") }
        return validity.until <= now.adding(seconds: soonSeconds)
            ? notice(.expiresSoon(validity.until), record, "until") : nil
    }
}
