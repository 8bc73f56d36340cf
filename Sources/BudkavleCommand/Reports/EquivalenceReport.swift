import ForeignLabels
import Identity
import Labels
import Policies
import Wording

/// What a classification of others is here, or why it is nothing, with the lines that say so.
struct EquivalenceReport: Encodable {
    let classification: String
    let policy: String
    let uri: String?
    /// `nil` when it is refused.
    let level: String?
    let refused: String?
    let reference: String?
    let lines: [DecisionExplanation.Report.Line]

    init(
        of classification: String, in scheme: ForeignScheme, under policy: Policy,
        at moment: Timestamp
    ) {
        self.classification = classification
        self.policy = scheme.name
        uri = scheme.uri
        let places = policy.places
        let found: [PolicyPlace]
        do throws(EquivalenceFailure) {
            let equivalent = try policy.equivalent(of: classification, in: scheme, at: moment)
            (level, refused) = (equivalent.level.name, nil)
            reference = equivalent.table.reference
            found = [places.place(of: equivalent)]
        } catch {
            (level, reference, refused) = (nil, nil, error.code)
            found = places.refusing(scheme, of: policy)
        }
        lines = found.map { .init(file: $0.file, line: $0.line, column: $0.column) }
    }

    var phrase: Phrase {
        let place = lines.map { "\($0.file):\($0.line)" }.joined(separator: ", ")
        guard let level, let reference else {
            return Phrase(
                sv: "\(classification) enligt \(policy) motsvarar ingenting här (\(place)).",
                en: "\(classification) under \(policy) corresponds to nothing here (\(place)).")
        }
        return Phrase(
            sv: "\(classification) enligt \(policy) är \(level) här: \(place) (\(reference)).",
            en: "\(classification) under \(policy) is \(level) here: \(place) (\(reference)).")
    }
}

extension EquivalenceFailure {
    /// A stable word.
    fileprivate var code: String {
        switch self {
        case .schemeUnknown: "policy-unknown"
        case .notInForce: "not-in-force"
        case .classificationUnknown: "classification-unknown"
        }
    }
}

extension ForeignScheme {
    init(_ policy: LabelPolicy) { self.init(name: policy.name, uri: policy.uri) }
}

extension Policy {
    /// What a classification on somebody else's label is here.
    func classified(
        _ policy: LabelPolicy, _ classification: String, at moment: Timestamp
    ) -> ForeignClassification {
        do throws(EquivalenceFailure) {
            let found = try equivalent(of: classification, in: ForeignScheme(policy), at: moment)
            return .level(found.level, origin: found.table.origin)
        } catch {
            switch error {
            case .schemeUnknown: return .policyUnknown
            case .notInForce: return .policyNotInForce
            case .classificationUnknown: return .classificationUnknown
            }
        }
    }
}
