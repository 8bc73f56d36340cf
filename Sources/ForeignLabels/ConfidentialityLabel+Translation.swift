package import Identity
package import Labels

/// What somebody else's classification is here; a table that others keep says so.
package enum ForeignClassification: Hashable, Sendable {
    case level(Level, origin: CountryCode)
    /// Nobody has agreed on what words under that policy mean.
    case policyUnknown
    /// The agreement has ended, or not begun.
    case policyNotInForce
    case classificationUnknown
}

/// What a label of ours has and one of theirs does not say.
package struct TranslationContext: Sendable {
    package var status: Status
    package var audience: Audience
    package var owners: [ActorID]
    /// Of the marking, where their classification is above open; dated as their label is.
    package var provision: String
    package var authority: ActorID
    /// Where their label has a time of its own the earlier counts.
    package var expires: Timestamp?

    package init(
        status: Status, audience: Audience, owners: [ActorID], provision: String,
        authority: ActorID, expires: Timestamp? = nil
    ) {
        self.status = status
        self.audience = audience
        self.owners = owners
        self.provision = provision
        self.authority = authority
        self.expires = expires
    }
}

extension ConfidentialityLabel {
    /// A label of ours for what bears this one, which is under another policy.
    ///
    /// Categories are refused: each may be a condition, and none has a meaning here.
    ///
    /// - Parameter classified: what a classification under a policy is here.
    /// - Throws: ``UntranslatableLabel``.
    package func translated(
        _ context: TranslationContext,
        by classified: (LabelPolicy, String) -> ForeignClassification
    ) throws(UntranslatableLabel) -> Label {
        let (level, origin) = try level(by: classified)
        if let category = categories.first {
            throw UntranslatableLabel(.categoryUnknown(category.tagName), .category(0))
        }
        guard let expires = [review, context.expires].compactMap({ $0 }).min() else {
            throw UntranslatableLabel(.attributeMissing("ReviewDateTime"), .whole)
        }
        do throws(LabelError) {
            let marking = try Secrecy(
                provision: context.provision, authority: context.authority, date: created)
            return try Label(
                status: context.status, secrecy: level == .open ? [] : [marking],
                securityClass: SecurityClass(of: level), audience: context.audience,
                origin: origin, owners: context.owners, expires: expires)
        } catch { throw UntranslatableLabel(.label(error), .whole) }
    }

    private func level(
        by classified: (LabelPolicy, String) -> ForeignClassification
    ) throws(UntranslatableLabel) -> (Level, CountryCode) {
        switch classified(policy, classification) {
        case .level(let level, let origin): return (level, origin)
        case .policyUnknown: throw UntranslatableLabel(.policyForeign(policy.name), .policy)
        case .policyNotInForce:
            throw UntranslatableLabel(.equivalenceNotInForce(policy.name), .policy)
        case .classificationUnknown:
            throw UntranslatableLabel(.classificationUnknown(classification), .classification)
        }
    }
}

extension ConfidentialityLabelReader {
    /// A label of ours for a document under another policy; see
    /// ``ConfidentialityLabel/translated(_:by:)``.
    ///
    /// - Throws: ``ForeignLabelError``.
    package static func translated(
        _ document: [UInt8], _ context: TranslationContext,
        by classified: (LabelPolicy, String) -> ForeignClassification
    ) throws(ForeignLabelError) -> Label {
        try making(document) { read throws(UntranslatableLabel) in
            try read.translated(context, by: classified)
        }.label
    }
}
