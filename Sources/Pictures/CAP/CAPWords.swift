// The closed lists of CAP 1.2, section 3.2; values as they stand in documents.

package enum CAPMessageType: String, CaseIterable, Sendable, Hashable {
    case alert = "Alert"
    case update = "Update"
    case cancel = "Cancel"
    case acknowledgement = "Ack"
    case error = "Error"

    /// Whether it is nothing without the alert it refers to.
    var needsReferences: Bool { self != .alert }
}

package enum CAPScope: String, CaseIterable, Sendable, Hashable {
    case everybody = "Public"
    case restricted = "Restricted"
    case addressed = "Private"
}

package enum CAPCategory: String, CaseIterable, Sendable, Hashable {
    case geophysical = "Geo"
    case meteorological = "Met"
    case safety = "Safety"
    case security = "Security"
    case rescue = "Rescue"
    case fire = "Fire"
    case health = "Health"
    case environment = "Env"
    case transport = "Transport"
    case infrastructure = "Infra"
    case hazardousSubstances = "CBRNE"
    case other = "Other"
}

package enum CAPResponse: String, CaseIterable, Sendable, Hashable {
    case shelter = "Shelter"
    case evacuate = "Evacuate"
    case prepare = "Prepare"
    case execute = "Execute"
    case avoid = "Avoid"
    case monitor = "Monitor"
    case assess = "Assess"
    case allClear = "AllClear"
    case none = "None"

    /// 1.1 knew neither.
    func exists(in version: CAPVersion) -> Bool {
        version == .cap12 || (self != .avoid && self != .allClear)
    }
}

package enum CAPUrgency: String, CaseIterable, Sendable, Hashable {
    case immediate = "Immediate"
    case expected = "Expected"
    case future = "Future"
    case past = "Past"
    case unknown = "Unknown"
}

package enum CAPSeverity: String, CaseIterable, Sendable, Hashable {
    case extreme = "Extreme"
    case severe = "Severe"
    case moderate = "Moderate"
    case minor = "Minor"
    case unknown = "Unknown"
}

package enum CAPCertainty: String, CaseIterable, Sendable, Hashable {
    case observed = "Observed"
    case likely = "Likely"
    case possible = "Possible"
    case unlikely = "Unlikely"
    case unknown = "Unknown"
}
