package import Labels
import Identity

extension ConfidentialityLabel {
    /// Our label, if it is one under our policy and nothing in it is left over.
    ///
    /// - Throws: ``UntranslatableLabel``.
    package func label() throws(UntranslatableLabel) -> Label {
        guard policy == .own else {
            throw UntranslatableLabel(.policyForeign(policy.name), .policy)
        }
        guard let expires = review else {
            throw UntranslatableLabel(.attributeMissing("ReviewDateTime"), .whole)
        }
        var reader = CategoryReader(categories)
        let level = try level()
        let label = try reader.label(level, expires: expires)
        try reader.finish()
        guard label.level == level else {
            throw UntranslatableLabel(.levelContradicted(label.level), .classification)
        }
        return label
    }

    private func level() throws(UntranslatableLabel) -> Level {
        let level = Level.allCases.first { Marking.levelText($0) == classification }
        guard let level else {
            throw UntranslatableLabel(.classificationUnknown(classification), .classification)
        }
        return level
    }
}

/// Why a confidentiality label is none of ours, and in which part of it.
package struct UntranslatableLabel: Error, Equatable {
    package enum Part: Equatable, Sendable {
        case whole, policy, classification
        /// By its place among the categories.
        case category(Int)
    }

    package let defect: ForeignLabelDefect
    package let part: Part

    init(_ defect: ForeignLabelDefect, _ part: Part) {
        self.defect = defect
        self.part = part
    }
}
