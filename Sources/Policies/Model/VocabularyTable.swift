package import Identity
package import Labels

/// `labels.yaml`: the words a label may use here beside levels, actors, forums and groups.
///
/// A word that is not listed is unknown, and unknown means deny.
package struct Vocabulary: Sendable {
    package let compartments: [Compartment: String]
    package let caveats: Set<Caveat>
    /// Countries of origin.
    package let origins: Set<CountryCode>
    /// Who, beside the actors, may stand as the authority of a secrecy marking.
    package let markingAuthorities: Set<ActorID>
    let standing: Standing

    static let file = "labels.yaml"

    init?(_ root: YAMLValue) {
        guard
            let (fields, standing) = YAMLFields.file(
                root, known: ["compartments", "caveats", "origins", "marking-authorities"])
        else { return nil }
        self.standing = standing
        var compartments: [Compartment: String] = [:]
        for item in fields.items("compartments") {
            guard let entry = YAMLFields(item, known: ["id", "name"]),
                let id = entry.required("id", { $0.name(Compartment.self) }),
                let name = entry.required("name", { $0.shortText() })
            else { continue }
            if compartments.updateValue(name, forKey: id) != nil {
                item.note(.definedTwice(concept: CompartmentConcept.word, name: id.text))
            }
        }
        self.compartments = compartments
        caveats = Set(fields.items("caveats").compactMap { $0.word(Caveat.self) })
        origins = Set(
            fields.required("origins") { $0.uniqueList("country") { $0.country() } } ?? [])
        markingAuthorities = Set(
            fields.required("marking-authorities") {
                $0.uniqueList(ActorConcept.word) { $0.name(ActorID.self) }
            } ?? [])
    }
}
