/// Who plays what. All are actors of the example policy.
enum DemoCast {
    static let convener = "lansstyrelsen-stockholm"
    static let police = "polisen-region-stockholm"
    static let emergency = "sos-alarm"
    /// Below hemlig, so that it is denied.
    static let municipality = "kommun-solna"
    /// Is away for a while.
    static let traveller = "kommun-stockholm"
    /// Has no agreement with ``emergency``.
    static let stranger = "storstockholms-brandforsvar"

    static let nodesMin = 5
    static let nodesMax = 37
    static let nodesDefault = 6

    static let relay = "relay-1"
    static let exercise = "demo-ovning"
    static let activation = "demo-aktivering"
    static let approval = "pahittad-produkt"

    /// Who runs a node: those with a part first, then others of the region.
    static func nodes(_ count: Int, among actors: [String]) -> [String] {
        let parts = [convener, police, emergency, municipality, traveller, "region-stockholm"]
        return Array((parts + actors.filter { !parts.contains($0) }).prefix(count))
    }
}
