import Identity
import Labels
import Testing

@testable import Policies

/// Where in the sources an answer comes from.
struct PlaceTests {
    let policy: Policy
    let places: PolicyPlaces
    let lines: [String: [Substring]]
    let now: Timestamp

    init() throws {
        let files = try ExampleRegion.policyFiles()
        policy = try Policy.compile(files: files)
        places = policy.places
        lines = files.mapValues {
            String(decoding: $0, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
        }
        now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
    }

    @Test func `every list of every file is found where its key stands`() {
        for list in PolicyList.allCases {
            #expect(text(of: places.place(of: list)).hasPrefix(list.key + ":"))
        }
    }

    @Test func `every entry is found, and each of its fields on its own line`() throws {
        for actor in policy.actors.keys {
            #expect(text(of: try place(.actor(actor))) == "  - id: \(actor)")
            #expect(text(of: try place(.actor(actor), "receive")).hasPrefix("    receive:"))
        }
        for level in Level.allCases {
            #expect(text(of: try place(.level(level))) == "  - level: \(level)")
        }
        for agreement in policy.recordedAgreements {
            let found = text(of: try place(.agreement(agreement), "reference"))
            #expect(found == "    reference: \(agreement.reference)")
        }
        let relay = try place(PolicyRecord(.carriers, "relay"), "ceiling")
        #expect(text(of: relay).contains("kind: relay,") && relay.column > 4)
        #expect(text(of: try place(PolicyRecord(.caveats, "no-copy"))).contains("no-copy"))
        #expect(places.place(of: PolicyRecord(.groups, "okand")) == nil)
    }

    /// Gate by gate the words of the line that decided, for a message that is permitted and for its
    /// nearest that is not.
    @Test(arguments: [
        (GateID.actorCeiling, "kommun-solna", Level.confidential, ["receive: konfidentiell"]),
        (.actorCeiling, "kommun-solna", .secret, ["receive: konfidentiell"]),
        (.originatorCeiling, "kommun-solna", .secret, ["originate: kvalificerat-hemlig"]),
        (.agreementPair, "kommun-solna", .confidential, ["until: 2036-01-01T00:00:00+01:00"]),
        (.agreementPair, "kommun-sodertalje", .confidential, ["until: 2025-01-01T00:00:00+01:00"]),
        (.agreementPair, "kommun-nacka", .confidential, ["agreements:", "exemptions: []"]),
        (
            .agreementPair, "trafikverket", .confidential,
            ["state-authority: true", "state-authority: true"]
        ),
        (.agreementPair, "kommun-nacka", .restricted, []),
        (.releasePersons, "kommun-solna", .secret, ["release-persons: 2"]),
        (.policyFresh, "kommun-solna", .secret, ["policy-freshness: 12h"]),
        (.suiteLevel, "kommun-solna", .secret, ["suite: layered"]),
        (
            .carrierCeiling, "kommun-solna", .secret,
            ["carriers: [relay, peer, bundle]", "- {kind: relay"]
        ),
        (.foreignCommitment, "kommun-solna", .restricted, ["country: SE"]),
        (.foreignCommitment, "kommun-solna", .secrecy, []),
        (.cryptoApproved, "kommun-solna", .secret, ["crypto: []", "exemptions: []"]),
        // Node and relay: neither is recorded, and the list is named once.
        (.systemApproved, "kommun-solna", .secret, ["systems: []"]),
        (.secrecyGround, "stockholms-hamnar", .secrecy, ["to: ["]),
        (.secrecyGround, "kommun-solna", .secrecy, ["from: [all]", "to: ["]),
        (.statusSeparate, "kommun-solna", .secrecy, []),
        (.referenceOwner, "kommun-solna", .secrecy, []),
    ])
    func `an answer names the lines it rests on`(
        _ gate: GateID, _ recipient: String, _ level: Level, _ expected: [String]
    ) throws {
        let request = try request(to: recipient, level)
        let found = places.deciding(gate, request, under: policy).map {
            text(of: $0).drop { $0 == " " }
        }
        #expect(found.count == expected.count, "\(found)")
        for (line, words) in zip(found, expected) { #expect(line.hasPrefix(words), "\(line)") }
    }

    @Test func `a forum in another mode names its members and the mode that must be called`() throws
    {
        var request = try request(to: "kommun-solna", .secrecy)
        request.label = try Label(
            status: .actual, secrecy: request.label.secrecy,
            audience: Audience(.forum(ForumID("samverkansstab"))),
            compartments: [Compartment("kbrn")], owners: [request.originator],
            expires: request.label.expires)
        let found = places.deciding(.audience, request, under: policy).map { text(of: $0) }
        #expect(found[0].contains("kommun-solna]"))
        #expect(found[1] == "    needs-activation: true")
        #expect(found[2].hasPrefix("    compartments:"))
        let words = places.deciding(.labelComplete, request, under: policy).map { text(of: $0) }
        #expect(words.contains { $0.contains("expires-max: 30d") })
        #expect(words.contains("  - id: kbrn") && words.contains("  - id: samverkansstab"))
    }

    @Test func `every gate of every recorded case has lines that are there`() throws {
        for situation in try EngineTests.recorded.get() {
            let (request, policy) = (situation.rehearsal.request, situation.rehearsal.policy)
            for gate in GateID.allCases {
                for place in places.deciding(gate, request, under: policy) {
                    #expect(place.line >= 1 && place.line <= lines[place.file]?.count ?? 0)
                }
            }
        }
    }

    private func request(to recipient: String, _ level: Level) throws -> AccessRequest {
        let sender = try ActorID("lansstyrelsen-stockholm")
        let label = try Label(
            status: .actual,
            secrecy: [Secrecy(provision: "OSL 18:13", authority: sender, date: now)],
            securityClass: SecurityClass(of: level), audience: Audience(.actor(ActorID(recipient))),
            owners: [sender], expires: now.adding(seconds: 60))
        return Rehearsal(
            AccessRequest(
                label: label, kind: .notice, originator: sender,
                recipient: try ActorID(recipient), stage: .sender, suite: .signed,
                ground: try GroundCode("osl-10-27"), carrier: .relay, now: now), under: policy
        ).request
    }

    private func place(_ record: PolicyRecord, _ field: String? = nil) throws -> PolicyPlace {
        try #require(places.place(of: record, field))
    }

    private func text(of place: PolicyPlace) -> String {
        guard let file = lines[place.file], place.line <= file.count else { return "" }
        return String(file[place.line - 1])
    }
}
