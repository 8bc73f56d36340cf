package import Identity

/// A confidentiality label as STANAG 4774 writes it, as far as a ``Labels/Label`` can carry it.
///
/// Source: ADatP-4774; namespace ``namespace``. Spec: Label#stanag-4774.
package struct ConfidentialityLabel: Hashable, Sendable {
    package let policy: LabelPolicy
    /// A token of the policy: `HEMLIG`.
    package let classification: String
    package let categories: [LabelCategory]
    package let created: Timestamp
    package let review: Timestamp?

    package init(
        policy: LabelPolicy, classification: String, categories: [LabelCategory],
        created: Timestamp, review: Timestamp?
    ) {
        self.policy = policy
        self.classification = classification
        self.categories = categories
        self.created = created
        self.review = review
    }

    package static let namespace = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
    package static let categoriesMaxCount = 64
    package static let valuesMaxCount = 2_048
    /// Of one token: a policy's or classification's name, a tag name, a value.
    package static let tokenMaxBytes = 1_024
}

/// Whose words a label uses.
package struct LabelPolicy: Hashable, Sendable {
    package let name: String
    package let uri: String?

    package init(name: String, uri: String?) {
        self.name = name
        self.uri = uri
    }

    /// The words of this product for Swedish levels, audiences and caveats. The identifier is one
    /// anybody may make, out of a random UUID (ITU-T X.667); no authority has registered it.
    package static let own = LabelPolicy(
        name: "SE-BUDKAVLE", uri: "urn:oid:2.25.51698574206637153464504278252571733547")
}

/// Values under a tag, and what having them means.
package struct LabelCategory: Hashable, Sendable {
    package let type: CategoryType
    package let tagName: String
    package let values: [String]

    package init(_ type: CategoryType, _ tagName: String, _ values: [String]) {
        self.type = type
        self.tagName = tagName
        self.values = values
    }
}

/// X.841 in STANAG 4774's words; case counts.
package enum CategoryType: String, CaseIterable, Sendable, Hashable {
    /// A reader must hold every value.
    case restrictive = "RESTRICTIVE"
    /// One of the values suffices.
    case permissive = "PERMISSIVE"
    /// To be shown only.
    case informative = "INFORMATIVE"
}
