package import Identity
package import Labels

package enum IncidentConcept: NameConcept { package static let word = "incident" }
package typealias IncidentID = Name<IncidentConcept>

/// Something that is not as it should be with an exemplar, who is to be told of it, and how far that
/// has come.
package struct Incident: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Sendable, Hashable, Codable {
        case exemplarMissing = "exemplar-missing"
        case exemplarDiffers = "exemplar-differs"
    }

    /// One and no other: a security incident is not reported to the civil agency besides.
    ///
    /// Source: SäkF (2021:955) 2:4–5.
    package enum Addressee: String, CaseIterable, Sendable, Hashable, Codable {
        /// *Säkerhetspolisen*; in the defence area also *Försvarsmakten*.
        case securityPolice = "sakerhetspolisen"
        /// Those who lead the exercise: nobody outside is troubled with what was played.
        case exerciseControl = "exercise-control"
        /// One's own security chief, who decides whether anybody else is told.
        case ownSecurityChief = "own-security-chief"

        package init(at level: Level, _ status: StatusKind) {
            self =
                switch status {
                case .exercise, .test: .exerciseControl
                case .actual: level.isClassified ? .securityPolice : .ownSecurityChief
                }
        }
    }

    package let id: IncidentID
    package let kind: Kind
    package let addressee: Addressee
    package let entry: RegisterNumber
    package let exemplar: Int
    /// By name.
    package let level: String
    package let message: MessageID
    /// Who had it by the register.
    package let holder: Holder
    package let found: Timestamp
    package let foundBy: PersonID
    package let remark: String
    /// The campaign it was found in; `nil` outside of one.
    package let inventory: InventoryID?
    /// That its addressee was told; `nil` until somebody says so.
    package internal(set) var report: Report?
    /// What came of it; `nil` until somebody entitled has found something.
    package internal(set) var closing: Closing?

    package init(
        _ id: IncidentID, _ kind: Kind, _ entry: RegisterEntry, _ exemplar: Exemplar,
        found: Timestamp, by person: PersonID, remark: String, in inventory: InventoryID?
    ) {
        (self.id, self.kind) = (id, kind)
        addressee = Addressee(at: entry.level, entry.number.status)
        (self.entry, self.exemplar) = (entry.number, exemplar.number)
        (level, message, holder) = (entry.level.name, entry.message, exemplar.holder)
        (self.found, foundBy, self.remark, self.inventory) = (found, person, remark, inventory)
    }
}
