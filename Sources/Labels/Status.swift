package import Identity

/// Actual, Exercise or Test: shown, signed and never lost.
package enum Status: Hashable, Sendable {
    case actual
    /// *Övning*: inside the signed exercise of that name.
    case exercise(ExerciseID)
    case test

    package var kind: StatusKind {
        switch self {
        case .actual: .actual
        case .exercise: .exercise
        case .test: .test
        }
    }
}

/// A status without the exercise's name: what keys and options are chosen by.
package enum StatusKind: String, CaseIterable, Sendable, Hashable, Codable {
    case actual, exercise, test

    /// - Throws: ``LabelError/statusUnknown(text:)``.
    package init(_ text: String) throws(LabelError) {
        guard let kind = StatusKind(rawValue: text) else { throw .statusUnknown(text: text) }
        self = kind
    }
}

extension Status: CustomStringConvertible {
    package var description: String {
        switch self {
        case .actual: "actual"
        case .exercise(let id): "exercise(\(id))"
        case .test: "test"
        }
    }
}
