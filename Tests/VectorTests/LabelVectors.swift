import Identity
import Labels

/// Labels in their text form.
struct LabelVectors: PublishedFile {
    static let name = "labels"

    struct Valid: Codable {
        let name: String
        let text: String
        let level: String
        /// What a reader sees.
        let marking: String
    }

    let valid: [Valid]
    let refused: [RefusedText]

    static func made(keeping old: LabelVectors?) throws -> LabelVectors {
        LabelVectors(valid: try valid(), refused: refused)
    }

    private static func valid() throws -> [Valid] {
        let sos = try ActorID("sos-alarm")
        let polisen = try ActorID("polisen-region-stockholm")
        let expires = try Timestamp(rfc3339: "2026-11-24T06:00:00Z")
        let first = try Secrecy(
            provision: "OSL 15 kap. 2 §", authority: polisen,
            date: Timestamp(rfc3339: "2026-11-23T05:30:00.250Z"))
        let second = try Secrecy(
            provision: "OSL 18:13", authority: sos, date: Timestamp(rfc3339: "2026-11-01T00:00:00Z")
        )
        let whole = try Label(
            status: .exercise(ExerciseID("ovning-2026")), secrecy: [second, first],
            securityClass: .secret,
            audience: Audience([
                AudienceClause([.forum(ForumID("samverkansstab")), .actor(sos)]),
                AudienceClause([.group(GroupID("kommuner")), .actor(polisen)]),
            ]),
            compartments: [Compartment("el"), Compartment("dricksvatten")],
            caveats: [.noForward, .noCopy], origin: CountryCode("FI"), owners: [sos, polisen],
            expires: expires)
        return [
            valid(
                "open, to everybody",
                try Label(status: .actual, audience: .all, owners: [sos], expires: expires)),
            valid(
                "secrecy without a class, a test",
                try Label(
                    status: .test, secrecy: [second], audience: Audience(.actor(polisen)),
                    owners: [sos], expires: expires)),
            valid("every field, every list of several", whole),
        ]
    }

    private static func valid(_ name: String, _ label: Label) -> Valid {
        Valid(
            name: name, text: label.text, level: label.level.name, marking: Marking(label).line)
    }

    /// Written by hand from the page, each next to something that is right.
    private static let refused: [RefusedText] = {
        let rest = "origin=SE; owners=sos-alarm; expires=2026-11-24T06:00:00Z"
        let mark = "secrecy=OSL 18:13|sos-alarm|2026-11-01T00:00:00Z"
        return [
            ("a status that is none", "real; oppen; audience=all; \(rest)", "statusUnknown"),
            (
                "an exercise without a name", "exercise(); oppen; audience=all; \(rest)",
                "nameInvalid"
            ),
            ("a level that is none", "actual; topp; audience=all; \(rest)", "levelUnknown"),
            (
                "a class without a secrecy marking", "actual; hemlig; audience=all; \(rest)",
                "classWithoutSecrecy"
            ),
            (
                "a level that does not follow from the rest",
                "actual; oppen; \(mark); audience=all; \(rest)", "textInvalid"
            ),
            (
                "a marking of two parts",
                "actual; sekretess; secrecy=OSL 18:13|sos-alarm; audience=all; \(rest)",
                "textInvalid"
            ),
            (
                "a quotation mark in a provision",
                "actual; sekretess; secrecy=OSL \"18:13\"|sos-alarm|2026-11-01T00:00:00Z; audience=all; \(rest)",
                "provisionInvalid"
            ),
            ("no audience", "actual; oppen; \(rest)", "textInvalid"),
            ("an audience of nobody", "actual; oppen; audience=; \(rest)", "nameInvalid"),
            (
                "an audience of an unknown kind", "actual; oppen; audience=person:anna; \(rest)",
                "nameInvalid"
            ),
            (
                "audience terms out of order",
                "actual; oppen; audience=group:kommuner|actor:sos-alarm; \(rest)", "textInvalid"
            ),
            (
                "the same audience term twice",
                "actual; oppen; audience=actor:sos-alarm|actor:sos-alarm; \(rest)", "textInvalid"
            ),
            (
                "a caveat nobody knows", "actual; oppen; audience=all; caveats=burn; \(rest)",
                "caveatUnknown"
            ),
            (
                "an origin in lower case",
                "actual; oppen; audience=all; origin=se; owners=sos-alarm; expires=2026-11-24T06:00:00Z",
                "originInvalid"
            ),
            (
                "an owner in upper case",
                "actual; oppen; audience=all; origin=SE; owners=SOS; expires=2026-11-24T06:00:00Z",
                "nameInvalid"
            ),
            (
                "a time with an offset",
                "actual; oppen; audience=all; origin=SE; owners=sos-alarm; expires=2026-11-24T07:00:00+01:00",
                "nameInvalid"
            ),
            (
                "a time with zero milliseconds spelled out",
                "actual; oppen; audience=all; origin=SE; owners=sos-alarm; expires=2026-11-24T06:00:00.000Z",
                "nameInvalid"
            ),
            (
                "a day that is not in the calendar",
                "actual; oppen; audience=all; origin=SE; owners=sos-alarm; expires=2026-11-31T06:00:00Z",
                "nameInvalid"
            ),
            ("something after the end", "actual; oppen; audience=all; \(rest); ", "textInvalid"),
        ].map { RefusedText(name: $0.0, text: $0.1, error: $0.2) }
    }()
}
