import Identity
import Labels
import Testing

struct LabelTests {
    let owner: ActorID
    let expires: Timestamp
    let secrecy: Secrecy

    init() throws {
        owner = try ActorID("sos-alarm")
        expires = try Timestamp(rfc3339: "2026-11-24T00:00:00Z")
        secrecy = try Secrecy(
            provision: "OSL 15 kap. 2 §", authority: ActorID("militarregion-mitt"),
            date: Timestamp(rfc3339: "2026-11-23T00:00:00Z"))
    }

    @Test(arguments: Level.allCases)
    func `the level follows from class and secrecy`(_ level: Level) throws {
        let label = try Label(
            status: .actual, secrecy: level == .open ? [] : [secrecy],
            securityClass: SecurityClass(of: level),
            audience: .all, owners: [owner], expires: expires)
        #expect(label.level == level)
    }

    @Test func `a class without secrecy is refused`() {
        #expect(throws: LabelError.classWithoutSecrecy) {
            try Label(
                status: .actual, securityClass: .restricted, audience: .all, owners: [owner],
                expires: expires)
        }
    }

    @Test(arguments: [
        ("oppen", Level.open), ("ÖPPEN", .open), ("BH", .restricted),
        ("Begränsat hemlig", .restricted),
        ("o\u{308}ppen", .open), ("kh", .topSecret), ("hemlig", .secret), ("K", .confidential),
    ])
    func `levels are read with or without diacritics`(_ text: String, _ level: Level) throws {
        #expect(try Level(text) == level)
    }

    @Test(arguments: ["", "secret", "hemligt", "öppen ", "0"])
    func `an unknown level is an error, never a default`(_ text: String) {
        #expect(throws: LabelError.levelUnknown(text: text)) { try Level(text) }
    }

    @Test func `the text form is read back, and has no twin`() throws {
        let label = try Label(
            status: .exercise(ExerciseID("ovning-2026")), secrecy: [secrecy],
            securityClass: .secret,
            audience: Audience([
                AudienceClause([
                    .forum(ForumID("regionalt-samordnande")), .group(GroupID("kommuner")),
                ]),
                AudienceClause(.actor(owner)),
            ]),
            compartments: [Compartment("el"), Compartment("vatten")],
            caveats: [.noForward, .noCopy],
            owners: [owner], expires: expires)
        #expect(try Label(text: label.text) == label)
        let twins = [
            label.text.replacing("el|vatten", with: "vatten|el"), label.text + "; ",
            label.text + " ",
            label.text.replacing("; hemlig;", with: "; h;"),
            label.text.replacing("origin=SE; ", with: ""), label.text.replacing("=SE", with: "=se"),
        ]
        for twin in twins { #expect(throws: LabelError.self, "\(twin)") { try Label(text: twin) } }
    }

    /// `é` as one letter and as two, which are equal as strings; and signs that look like ours.
    @Test func `provisions are told apart byte by byte`() throws {
        let forms = ["OSL \u{E9}", "OSL e\u{301}", "OSL K", "OSL \u{212A}", "OSL a\u{37E}b"]
        let markings = try forms.map {
            try Secrecy(provision: $0, authority: owner, date: secrecy.date)
        }
        #expect(forms[0] == forms[1])
        let label = try Label(
            status: .actual, secrecy: markings + markings.reversed(), audience: .all,
            owners: [owner], expires: expires)
        #expect(label.secrecy.count == forms.count)
        #expect(
            label.secrecy.map { Array($0.provision.utf8) }
                == forms.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        let read = try Label(text: label.text)
        #expect(read == label && read.text.utf8.elementsEqual(label.text.utf8))
        // The same letters written otherwise are another text, and none of ours.
        let one = try Label(
            status: .actual, secrecy: [markings[0]], audience: .all, owners: [owner],
            expires: expires)
        let twin = try Label(text: one.text.replacing("\u{E9}", with: "e\u{301}"))
        #expect(twin != one && twin.secrecy == [markings[1]])
    }

    @Test(arguments: ["\u{308}OSL", "OSL\u{308}", " \u{308}OSL"])
    func `a mark that would join what stands before it is read as it was written`(
        _ provision: String
    ) throws {
        guard let marking = try? Secrecy(provision: provision, authority: owner, date: secrecy.date)
        else {
            #expect(provision.utf8.first == UInt8(ascii: " "))
            return
        }
        let label = try Label(
            status: .actual, secrecy: [marking], audience: .all, owners: [owner],
            expires: expires)
        #expect(try Label(text: label.text) == label)
    }

    @Test func `the marking says exercise first, then the level, then the secrecy`() throws {
        let label = try Label(
            status: .exercise(ExerciseID("ovning-2026")), secrecy: [secrecy],
            securityClass: .restricted,
            audience: .all, owners: [owner], expires: expires)
        #expect(
            Marking(label).line
                == "ÖVNING (ovning-2026) · BEGRÄNSAT HEMLIG · Sekretess enligt OSL 15 kap. 2 §, 2026-11-23, militarregion-mitt"
        )
    }
}

struct JoinTests {
    let owner: ActorID
    let other: ActorID
    let day: Timestamp

    init() throws {
        owner = try ActorID("sos-alarm")
        other = try ActorID("kommun-solna")
        day = try Timestamp(rfc3339: "2026-11-24T00:00:00Z")
    }

    func label(
        _ securityClass: SecurityClass, _ audience: Audience, owner: ActorID,
        provision: String = "OSL 15:2",
        status: Status = .actual, expires: Timestamp? = nil, caveats: [Caveat] = []
    ) throws -> Label {
        try Label(
            status: status, secrecy: [Secrecy(provision: provision, authority: owner, date: day)],
            securityClass: securityClass, audience: audience, caveats: caveats, owners: [owner],
            expires: expires ?? day)
    }

    @Test(arguments: SecurityClass.allCases, SecurityClass.allCases)
    func `a join is at least as high and never wider`(_ left: SecurityClass, _ right: SecurityClass)
        throws
    {
        let first = try label(left, .all, owner: owner, caveats: [.noForward])
        let second = try label(
            right, Audience(.actor(other)), owner: other, provision: "OSL 18:13",
            expires: day.adding(seconds: -1))
        let join = try Label.join([first, second]) { _ in true }
        #expect(join.securityClass == max(left, right))
        #expect(
            join.secrecy.count == 2 && join.owners == [other, owner] && join.caveats == [.noForward]
        )
        #expect(join.audience.clauses.count == 2)
        #expect(join.expires == day.adding(seconds: -1))
        #expect(try join == Label.join([second, first]) { _ in true })
        #expect(try join == Label.join([join, first, join]) { _ in true })
    }

    @Test func `what cannot be joined is an error`() throws {
        let actual = try label(.none, .all, owner: owner)
        let test = try label(.none, .all, owner: owner, status: .test)
        #expect(throws: LabelError.statusesDiffer) { try Label.join([actual, test]) { _ in true } }
        let norwegian = try Label(
            status: .actual, audience: .all, origin: CountryCode("NO"), owners: [owner],
            expires: day)
        #expect(throws: LabelError.originsDiffer(.sweden, norwegian.origin)) {
            try Label.join([actual, norwegian]) { _ in true }
        }
        #expect(throws: LabelError.joinLeavesNobody) { try Label.join([actual]) { _ in false } }
        #expect(throws: LabelError.joinOfNothing) { try Label.join([]) { _ in true } }
    }
}
