package import Labels

/// Actual, Exercise or Test as the *content* says it, in the words of CAP 1.2.
///
/// The label decides how a message is handled; this is compared with it, so that an exercise alert
/// can never leave as an actual one, nor the other way round.
package enum PayloadStatus: String, CaseIterable, Sendable, Hashable {
    case actual = "Actual"
    case exercise = "Exercise"
    /// For functions inside an alerting network.
    case system = "System"
    case test = "Test"
    /// A draft, not to be acted upon.
    case draft = "Draft"

    /// Whether a message with this content may travel under a label of status `kind`.
    ///
    /// System and Draft are nobody's actual information: they pass as tests only, and are refused
    /// otherwise instead of being mapped silently.
    package func agrees(with kind: StatusKind) -> Bool {
        switch self {
        case .actual: kind == .actual
        case .exercise: kind == .exercise
        case .system, .test, .draft: kind == .test
        }
    }

    package init(_ kind: StatusKind) {
        switch kind {
        case .actual: self = .actual
        case .exercise: self = .exercise
        case .test: self = .test
        }
    }

    /// What a reader must see first; nothing for actual information.
    package func banner(_ language: HeadingLanguage) -> String? {
        switch (self, language) {
        case (.actual, _): nil
        case (.exercise, .swedish): "ÖVNING"
        case (.exercise, .english): "EXERCISE"
        case (.system, .swedish): "SYSTEMMEDDELANDE – ej skarpt"
        case (.system, .english): "SYSTEM MESSAGE – not actual"
        case (.test, _): "TEST"
        case (.draft, .swedish): "UTKAST – ej skarpt"
        case (.draft, .english): "DRAFT – not actual"
        }
    }
}

/// The language of headings; the content keeps its own.
package enum HeadingLanguage: String, CaseIterable, Sendable, Hashable {
    case swedish = "sv"
    case english = "en"
}
