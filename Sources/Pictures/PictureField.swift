/// A question a situation picture answers, in the order it is shown.
package enum PictureField: String, CaseIterable, Sendable, Hashable {
    /// *Händelsen*.
    case event
    /// *Händelseutvecklingen*.
    case development
    /// *Tillståndet*.
    case condition
    /// *Konsekvenser*.
    case consequences
    /// *Den förväntade utvecklingen*.
    case forecast
    /// *Vidtagna åtgärder*.
    case measuresTaken
    /// *Planerade åtgärder*.
    case measuresPlanned
    /// *Tillgängliga resurser*.
    case resourcesAvailable
    /// *Resurser*: engaged, lacking, on their way.
    case resources
    /// *Aktörer*.
    case actors
    /// *Behov av stöd*.
    case needsOfSupport
    /// *Behov av samverkan*.
    case needsOfCooperation
    /// *Kommunikation*.
    case communication

    /// What LEH 2:9 and SFS 2022:524 §22 ask for, in that order.
    package static let owedByStatute: [PictureField] = [
        .development, .condition, .forecast, .measuresTaken, .measuresPlanned, .resourcesAvailable,
    ]

    package func title(_ language: HeadingLanguage) -> String {
        language == .swedish ? swedish : english
    }

    private var swedish: String {
        switch self {
        case .event: "Händelsen"
        case .development: "Händelseutvecklingen"
        case .condition: "Tillståndet"
        case .consequences: "Konsekvenser"
        case .forecast: "Den förväntade utvecklingen"
        case .measuresTaken: "Vidtagna åtgärder"
        case .measuresPlanned: "Planerade åtgärder"
        case .resourcesAvailable: "Tillgängliga resurser"
        case .resources: "Resurser"
        case .actors: "Aktörer"
        case .needsOfSupport: "Behov av stöd"
        case .needsOfCooperation: "Behov av samverkan"
        case .communication: "Kommunikation"
        }
    }

    private var english: String {
        switch self {
        case .event: "Event"
        case .development: "Course of events"
        case .condition: "Condition"
        case .consequences: "Consequences"
        case .forecast: "Expected development"
        case .measuresTaken: "Measures taken"
        case .measuresPlanned: "Measures planned"
        case .resourcesAvailable: "Resources available"
        case .resources: "Resources"
        case .actors: "Actors"
        case .needsOfSupport: "Needs of support"
        case .needsOfCooperation: "Needs of cooperation"
        case .communication: "Communication"
        }
    }
}
