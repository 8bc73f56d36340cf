import Identity

extension Label {
    /// The label of something made of several contributions: highest class; union of secrecy
    /// grounds, compartments,
    /// caveats and owners; conjunction of audiences; earliest expiry.
    ///
    /// - Parameters:
    ///   - origin: of the whole, where its author says so; else that of the parts.
    ///   - reaches: whether somebody is left who may have what bears the joined label; asks
    ///   the policy, which this room does not know.
    /// - Throws: ``LabelError/joinOfNothing``, ``LabelError/statusesDiffer``,
    ///   ``LabelError/joinLeavesNobody`` (never a widening), ``LabelError/originsDiffer(_:_:)``,
    ///   since only the author can say which stands.
    package static func join(
        _ labels: [Label], origin: CountryCode? = nil, reaches: (Label) -> Bool
    ) throws(LabelError) -> Label {
        guard let first = labels.first else { throw .joinOfNothing }
        var audience = first.audience
        var securityClass = first.securityClass
        var expires = first.expires
        for label in labels.dropFirst() {
            guard label.status == first.status else { throw .statusesDiffer }
            guard origin != nil || label.origin == first.origin else {
                throw .originsDiffer(first.origin, label.origin)
            }
            audience = try audience.and(label.audience)
            securityClass = max(securityClass, label.securityClass)
            expires = min(expires, label.expires)
        }
        let join = try Label(
            status: first.status, secrecy: labels.flatMap(\.secrecy), securityClass: securityClass,
            audience: audience, compartments: labels.flatMap(\.compartments),
            caveats: labels.flatMap(\.caveats), origin: origin ?? first.origin,
            owners: labels.flatMap(\.owners),
            expires: expires)
        guard reaches(join) else { throw .joinLeavesNobody }
        return join
    }
}

extension Level {
    /// Whether a ceiling at this level covers information at `other`.
    package func dominates(_ other: Level) -> Bool { self >= other }
}
