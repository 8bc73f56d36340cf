package import Identity

/// What an actor has found of one of its own persons, as far as gates ask; each finding ends.
///
/// It never leaves the actor's node, and bears no personal name: others see the pseudonym alone.
package struct PersonStanding: Hashable, Sendable, Codable {
    package let id: PersonID
    /// Judged reliable from the point of view of protective security.
    package var reliable: Validity?
    package var trained: Validity?
    /// Told what secrecy means for her, and what follows from breaking it.
    package var briefed: Validity?
    package var clearance: ClearanceGrant?
    package var needs: [Need] = []
    package var functions: [FunctionHolding] = []
    /// From then on nothing of the above counts.
    package var leftAt: Timestamp?

    /// A person of whom nothing has been found.
    package init(_ id: PersonID) { self.id = id }

    package subscript(fact: PersonFact) -> Validity? {
        switch fact {
        case .reliable: reliable
        case .trained: trained
        case .briefed: briefed
        }
    }
}

/// What SäkF 2:2–3 ask of a person beside the need.
package enum PersonFact: String, CaseIterable, Sendable, Hashable, Codable {
    case reliable, trained, briefed
}

/// *Placering i säkerhetsklass*.
package struct ClearanceGrant: Hashable, Sendable, Codable {
    package let clearance: Clearance
    package let validity: Validity

    package init(_ clearance: Clearance, _ validity: Validity) {
        (self.clearance, self.validity) = (clearance, validity)
    }
}

/// A function the person may act as.
package struct FunctionHolding: Hashable, Sendable, Codable {
    package let function: FunctionID
    package let validity: Validity

    package init(_ function: FunctionID, _ validity: Validity) {
        (self.function, self.validity) = (function, validity)
    }
}
