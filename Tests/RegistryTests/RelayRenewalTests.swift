import Identity
import Primitives
import RegionSupport
import Registry
import Testing

/// A relay's certificate gives way to another under the same name.
struct RelayRenewalTests {
    let region = TestRegion.shared
    let relay = TestRegion.shared.relays[0]
    private let old = MachineCertificate(TestRegion.shared.relays[0].machine.certificate)
    private let next = MachineCertificate([0x30, 2, 5, 1])
    private let third = MachineCertificate([0x30, 2, 5, 2])

    private func renewed(
        _ statements: RootStatement..., after registry: Registry? = nil
    ) throws -> Registry {
        let registry = registry ?? region.registry
        return try registry.appending(region.rootNote(after: registry, statements))
    }

    private func renewal(
        by certificate: MachineCertificate, afterSeconds seconds: Int64
    ) -> RootStatement {
        .renewRelay(
            relay.id, certificate: certificate.der,
            previousUntil: region.now.adding(seconds: seconds))
    }

    /// What the relay is known by some seconds after its renewal.
    private func valid(_ registry: Registry, after seconds: Int64) -> [MachineCertificate] {
        registry.view(at: region.now.adding(seconds: seconds)).relay(relay.id)?
            .certificates.valid(at: region.now.adding(seconds: seconds)) ?? []
    }

    private static let day: Int64 = 86_400

    @Test func `during the overlap both are the relay's, afterwards the new one alone`() throws {
        let registry = try renewed(renewal(by: next, afterSeconds: Self.day))
        for (seconds, isOldValid) in [(0, true), (Self.day - 1, true), (Self.day, false)] {
            let view = registry.view(at: region.now.adding(seconds: seconds))
            #expect((view.relay(fingerprint: old.fingerprint) != nil) == isOldValid, "\(seconds)")
            #expect(view.relay(fingerprint: next.fingerprint)?.id == relay.id)
            #expect(view.relay(relay.id)?.fingerprint == next.fingerprint)
        }
    }

    @Test func `the old one is shown until the last hour, the new one from then on`() throws {
        let registry = try renewed(renewal(by: next, afterSeconds: Self.day))
        #expect(valid(registry, after: 0) == [old, next])
        #expect(valid(registry, after: Self.day - 3_601) == [old, next])
        #expect(valid(registry, after: Self.day - 3_600) == [next, old])
        #expect(valid(registry, after: Self.day) == [next])
    }

    @Test func `of a short overlap the old one is shown for the first half`() throws {
        let registry = try renewed(renewal(by: next, afterSeconds: 60))
        #expect(valid(registry, after: 29) == [old, next])
        #expect(valid(registry, after: 30) == [next, old])
    }

    @Test func `a certificate that is over at once is the relay's no more`() throws {
        let registry = try renewed(renewal(by: next, afterSeconds: 0))
        #expect(valid(registry, after: 0) == [next])
        #expect(throws: RegistryError.self) {
            try renewed(renewal(by: next, afterSeconds: -1))
        }
    }

    @Test func `two renewals may overlap, and each has its own end`() throws {
        let first = try renewed(renewal(by: next, afterSeconds: Self.day))
        let both = try renewed(renewal(by: third, afterSeconds: 2 * Self.day), after: first)
        #expect(valid(both, after: 0) == [old, next, third])
        #expect(valid(both, after: Self.day) == [next, third])
        #expect(valid(both, after: 2 * Self.day) == [third])
    }

    @Test func `a revocation ends both`() throws {
        let renewed = try renewed(renewal(by: next, afterSeconds: Self.day))
        let revoked = try self.renewed(
            .revokeRelay(relay.id, Revocation(at: region.now)), after: renewed)
        let view = revoked.view(at: region.now)
        for certificate in [old, next] {
            #expect(view.relay(fingerprint: certificate.fingerprint) == nil)
        }
    }

    @Test func `what cannot be renewed is refused`() throws {
        let stranger = try RelayID("relay-9")
        #expect(throws: RegistryError.unknown(concept: "relay", name: "relay-9")) {
            try renewed(
                .renewRelay(stranger, certificate: next.der, previousUntil: region.now))
        }
        let before = region.now.adding(seconds: -1)
        #expect(throws: RegistryError.revocationBackdated(at: before, noteTime: region.now)) {
            try renewed(renewal(by: next, afterSeconds: -1))
        }
        #expect(throws: RegistryError.alreadyRevoked(concept: "relay", name: "relay-1")) {
            try renewed(
                .revokeRelay(relay.id, Revocation(at: region.now)),
                renewal(by: next, afterSeconds: 60))
        }
    }

    @Test func `a certificate once used is nobody's again, not even its own relay's`() throws {
        let solna = try region.actor("kommun-solna").node.machine.certificate
        for certificate in [old, MachineCertificate(solna)] {
            #expect(throws: RegistryError.certificateTaken(certificate.fingerprint)) {
                try renewed(renewal(by: certificate, afterSeconds: 60))
            }
        }
        let registry = try renewed(renewal(by: next, afterSeconds: 0))
        #expect(throws: RegistryError.certificateTaken(old.fingerprint)) {
            try renewed(renewal(by: old, afterSeconds: 60), after: registry)
        }
    }
}
