import Foundation
import Identity
import Labels
import Ledger
@testable import Node
import Policies
import Primitives
import RegionSupport
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// Persons who sign in with a code from a device beside their password.
    struct CodeTests {
        @Test func `whoever has a device signs in with password and code together`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                #expect(try await solna.signIn() == .password)
                let device = try await Device(at: solna)
                try await expectRefused(solna)
                try await expectRefused(solna, code: "000000")
                let code = try device.code(at: world.relay.clock.now)
                #expect(try await solna.signIn(code) == .code)
                try await expectRefused(solna, code: code)
                world.relay.clock.advance(seconds: 2 * TimeCode.stepSeconds)
                try await expectRefused(solna, code: code)
                let next = try device.code(at: world.relay.clock.now)
                #expect(try await solna.signIn(next) == .code)
                world.relay.clock.advance(seconds: TimeCode.stepSeconds)
                let third = try device.code(at: world.relay.clock.now)
                try await expectRefused(solna, password: "ett annat lösenord", code: third)
                #expect(try await solna.signIn(third) == .code, "a wrong password uses none up")
                let ledger = try await solna.ledger()
                #expect(ledger.filter { $0.event == .signIn }.count == 5)
                #expect(ledger.contains { $0.detail == "code enrolled sha1" })
            }
        }

        @Test func `two who come with one code at once are not both let in`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                let device = try await Device(at: solna)
                let code = try device.code(at: world.relay.clock.now)
                let accepted = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<2 {
                        group.addTask { (try? await solna.signIn(code)) != nil }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(accepted == 1)
            }
        }

        @Test func `codes and passwords that fail use up one count`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                let device = try await Device(at: solna)
                try await expectRefused(solna, password: "ett annat lösenord")
                for _ in 1..<SignInTries.freeCount {
                    try await expectRefused(solna, code: "000000")
                }
                let code = try device.code(at: world.relay.clock.now)
                try await expectRefused(solna, code: code)
                world.relay.clock.advance(seconds: SignInTries.pauseMinSeconds)
                #expect(try await solna.signIn(code) == .code, "it was not judged, nor used up")
            }
        }

        @Test func `a used code stays used, and the device enrolled, after a restart`() async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                let device = try await Device(at: solna)
                let code = try device.code(at: world.relay.clock.now)
                #expect(try await solna.signIn(code) == .code)
                try await world.close(solna)
                let file = try Data(contentsOf: world.directory("kommun-solna").vault)
                #expect(file.range(of: Data(device.secret)) == nil)
                let again = try await world.node("kommun-solna", isReachable: false)
                #expect(try await again.showRoster().persons.map(\.hasCode) == [true])
                try await expectRefused(again, code: code)
                try await expectRefused(again)
            }
        }

        @Test func `a lost device is withdrawn, and another enrolled, both in the ledger`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let person = try PersonID("person-1")
                await #expect(throws: RosterError.personUnknown(person)) {
                    try await Device(at: solna)
                }
                try await solna.employ("person-1", named: "Anna Ek")
                let lost = try await Device(at: solna)
                await #expect(throws: RosterError.codeEnrolled(person)) {
                    try await Device(at: solna)
                }
                #expect(try await solna.withdrawCode(of: person).hasCode == false)
                await #expect(throws: RosterError.codeMissing(person)) {
                    try await solna.withdrawCode(of: person)
                }
                let found = try await Device(at: solna)
                #expect(found.secret != lost.secret)
                try await expectRefused(solna, code: lost.code(at: world.relay.clock.now))
                #expect(try await solna.signIn(found.code(at: world.relay.clock.now)) == .code)
                #expect(
                    try await solna.ledger().filter { $0.event == .roster }.map(\.detail)
                        .dropFirst()
                        == ["code enrolled sha1", "code withdrawn", "code enrolled sha1"])
                _ = try await solna.removeFromRoster(RosterRemoveOrder(person))
                _ = try await solna.withdrawCode(of: person)
                await #expect {
                    try await Device(at: solna)
                } throws: { error in
                    guard case .personLeft? = error as? RosterError else { return false }
                    return true
                }
            }
        }

        @Test(arguments: [
            ("GEZDGNBVGY3TQOJQGEZDGNBV", false), ("GEZDGNBVGY3TQOJQGEZDGNBVGY", true),
            ("gezdgnbvgy3tqojqgezdgnbvgy", false), ("", false),
        ])
        func `a device that came with a secret is taken, from 16 bytes`(
            _ secret: String, _ holds: Bool
        ) async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                let order = EnrolCodeOrder(try PersonID("person-1"), secret: secret)
                let enrolled = try? await solna.enrolCode(order)
                #expect((enrolled?.uri.contains("secret=\(secret)&") ?? false) == holds)
            }
        }

        @Test func `policy may ask for a code where a password was enough`() async throws {
            try await withWorld { world in
                try world.relay.directory.writePolicy(
                    of: world.region, version: 2, at: world.region.now
                ) { file, text in
                    let level = "  - level: sekretess\n"
                    let rule = "    sign-in: {actual: password-and-code}\n"
                    return file == "levels.yaml" ? text.replacing(level, with: level + rule) : text
                }
                world.relay.reload()
                let sos = try await world.node("sos-alarm")
                try await sos.employ("person-1", named: "Bo Alm")
                var order = SendOrder.notice()
                order.person = try TestPerson.claim("person-1")
                let denied = try await sos.send(order)
                #expect(denied.state == "denied")
                #expect(
                    denied.denied.flatMap(\.gates).flatMap(\.facts).map { $0["code"] }
                        == ["signInTooWeak"])
                let device = try await Device(at: sos)
                order.person?.code = try device.code(at: world.relay.clock.now)
                #expect(try await sos.send(order).state == "accepted")
            }
        }

        private func expectRefused(
            _ node: NodeEngine, password: String = TestPerson.password, code: String? = nil
        ) async throws {
            await #expect(throws: RosterError.signInRefused) {
                try await node.signIn(code, password: password)
            }
        }
    }
}

/// What person-1 has in her pocket.
private struct Device {
    let secret: [UInt8]

    init(at node: NodeEngine) async throws {
        let enrolment = try await node.enrolCode(EnrolCodeOrder(PersonID("person-1")))
        let items = URLComponents(string: enrolment.uri)?.queryItems ?? []
        let text = try #require(items.first { $0.name == "secret" }?.value)
        secret = try #require(Base32.decode(text))
    }

    func code(at now: Timestamp) throws -> String {
        TimeCode(secret: SecretBytes(copying: secret), hash: .sha1, digits: PersonCode.digits)
            .code(step: UInt64(now.seconds / TimeCode.stepSeconds))
    }
}

extension NodeEngine {
    fileprivate func signIn(
        _ code: String? = nil, password: String = TestPerson.password
    ) async throws -> SignInStrength? {
        var claim = try TestPerson.claim("person-1", password: password)
        claim.code = code
        return try await proven(claim)?.signIn
    }
}
