import Foundation
package import Identity
package import Labels
package import Notes
package import Registry

/// A whole region for tests, with every private key: roots, policy and freshness authorities,
/// relays, and actors with a node, keys for all levels and statuses and two persons each.
///
///     let region = TestRegion.shared
///     let view = region.registry.view(at: region.now)
///     let sender = try region.actor("sos-alarm")
package struct TestRegion: Sendable {
    package let region: RegionID
    /// When every note was signed and every key became valid: 22 days and 6 hours before ``now``.
    package let start: Timestamp
    /// The first moment no key is valid any longer: a year after ``start``.
    package let end: Timestamp
    /// A moment in between, by default 2026-11-23T06:00:00Z.
    package let now: Timestamp
    /// Three, of whom two sign.
    package let rootAuthorities: [TestAuthority]
    /// Three, of whom two sign.
    package let policyAuthorities: [TestAuthority]
    /// Two, of whom one signs.
    package let freshnessAuthorities: [TestAuthority]
    /// `relay-1` and `relay-2`.
    package let relays: [TestRelay]
    /// `relay-3`, which no note registers yet.
    package let spareRelay: TestRelay
    /// In the order asked for.
    package let actors: [TestActor]
    package let registry: Registry

    /// Five actors, made once per process.
    package static let shared = made {
        try TestRegion(actors: [
            "lansstyrelsen-stockholm", "polisen-region-stockholm", "region-stockholm", "sos-alarm",
            "kommun-solna",
        ])
    }

    /// All 37 actors of the cooperation, made once per process. Takes some seconds in a debug
    /// build.
    package static let full = made { try TestRegion(actors: allActors) }

    /// - Parameters:
    ///   - levels: what the actors have keys for; fewer are made and checked faster.
    ///   - now: for programs that look at the real clock.
    package init(
        _ name: String = "stockholm", actors names: [String], levels: [Level] = Level.allCases,
        now: Timestamp? = nil
    ) throws {
        region = try RegionID(name)
        let now = try now ?? Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        self.now = now
        start = now.adding(seconds: -(22 * 86_400 + 6 * 3_600))
        end = start.adding(seconds: 365 * 86_400)
        let keys = TestKeys(name)
        // Certificates count by being registered; their dates must not end the tests one day.
        let (region, validity) = (
            region,
            Timestamp(clampingMilliseconds: 0).date..<Timestamp.latest.adding(seconds: -1).date
        )
        func authorities(_ kind: String, _ count: Int) throws -> [TestAuthority] {
            try (1...count).map {
                try TestAuthority("\(region)/\(kind)/\($0)", keys.at(kind).at(String($0)))
            }
        }
        rootAuthorities = try authorities("root", 3)
        policyAuthorities = try authorities("policy", 3)
        freshnessAuthorities = try authorities("freshness", 2)
        relays = try ["relay-1", "relay-2"].map {
            try TestRelay($0, in: region, keys.at($0), validity: validity)
        }
        spareRelay = try TestRelay("relay-3", in: region, keys.at("relay-3"), validity: validity)
        actors = try names.map {
            try TestActor(ActorID($0), in: region, keys, levels: levels, validity: validity)
        }
        var statements: [RootStatement] = [
            .rootAuthorities(try quorum(2, rootAuthorities)),
            .policyAuthorities(try quorum(2, policyAuthorities)),
            .freshnessAuthorities(try quorum(1, freshnessAuthorities)),
        ]
        statements += actors.map { .addActor($0.id, identity: $0.identity.authority) }
        statements += relays.map(\.statement)
        let genesis = RootNote(
            region: region, sequence: 0, previous: nil, time: start, statements: statements)
        var registry = try Registry(
            rootChain: [
                SignedNote(
                    text: genesis.text, signers: rootAuthorities.prefix(2).flatMap(\.signers))
            ], actorChains: [:], trusting: nil)
        for actor in actors {
            let note = try registry.nextActorNote(
                of: actor.id, at: start, actor.statements(from: start, until: end))
            registry = try registry.appending(
                SignedNote(text: note.text, signers: actor.identity.signers))
        }
        self.registry = registry
    }

    /// - Throws: ``TestRegionError/actorMissing``.
    package func actor(_ name: String) throws -> TestActor {
        guard let actor = actors.first(where: { $0.id.text == name }) else {
            throw TestRegionError.actorMissing
        }
        return actor
    }

    package func view() -> RegistryView { registry.view(at: now) }

    /// A root note that follows `registry`, signed by the first two roots.
    package func rootNote(
        after registry: Registry, at time: Timestamp? = nil, _ statements: [RootStatement]
    ) throws -> SignedNote {
        try SignedNote(
            text: registry.nextRootNote(at: time ?? now, statements).text,
            signers: rootAuthorities.prefix(2).flatMap(\.signers))
    }

    /// A note that follows `actor`'s in `registry`, signed by its identity.
    package func actorNote(
        of actor: TestActor, after registry: Registry, at time: Timestamp? = nil,
        _ statements: [ActorStatement]
    ) throws -> SignedNote {
        try SignedNote(
            text: registry.nextActorNote(of: actor.id, at: time ?? now, statements).text,
            signers: actor.identity.signers)
    }

    /// DOMAIN section 1.
    package static let allActors = [
        "lansstyrelsen-stockholm", "polisen-region-stockholm", "militarregion-mitt",
        "trafikverket", "kustbevakningen", "region-stockholm", "sos-alarm", "stockholms-hamnar",
        "storstockholms-brandforsvar", "sodertorns-brandforsvarsforbund", "brandkaren-attunda",
        "kommun-botkyrka", "kommun-danderyd", "kommun-ekero", "kommun-haninge", "kommun-huddinge",
        "kommun-jarfalla", "kommun-lidingo", "kommun-nacka", "kommun-norrtalje", "kommun-nykvarn",
        "kommun-nynashamn", "kommun-salem", "kommun-sigtuna", "kommun-sollentuna", "kommun-solna",
        "kommun-stockholm", "kommun-sundbyberg", "kommun-sodertalje", "kommun-tyreso",
        "kommun-taby", "kommun-upplands-bro", "kommun-upplands-vasby", "kommun-vallentuna",
        "kommun-vaxholm", "kommun-varmdo", "kommun-osteraker",
    ]
}

/// A region a test cannot do without.
private func made(_ body: () throws -> TestRegion) -> TestRegion {
    do { return try body() } catch { fatalError("test region: \(error)") }
}

private func quorum(_ threshold: Int, _ authorities: [TestAuthority]) throws -> NoteQuorum {
    try NoteQuorum(threshold: threshold, authorities: authorities.map(\.authority))
}

extension Timestamp {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
