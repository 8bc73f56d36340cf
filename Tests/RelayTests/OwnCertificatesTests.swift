import Carriers
import Identity
import RegionSupport
import Registry
@testable import Relay
import RelaySupport
import Testing

extension RelayTests {
    /// Which of its certificates a relay shows, by the registry of the moment.
    struct OwnCertificatesTests {
        private let region = TestRegion.shared
        private let relay = TestRegion.shared.relays[0]
        private let next: TLSIdentity
        private let renewed: Registry

        private static let overlapSeconds: Int64 = 60

        init() throws {
            next = try TLSIdentity.generate(
                commonName: relay.id.text, validFrom: region.now)
            renewed = try region.registry.appending(
                region.rootNote(
                    after: region.registry,
                    [
                        .renewRelay(
                            relay.id, certificate: next.certificate,
                            previousUntil: region.now.adding(seconds: Self.overlapSeconds))
                    ]))
        }

        private func view(after seconds: Int64) -> RegistryView {
            renewed.view(at: region.now.adding(seconds: seconds))
        }

        @Test func `it shows the old one first, and the new one from the middle of the overlap`()
            throws
        {
            let old = try relay.machine.identity()
            let own = try OwnCertificates([old, next])
            for (seconds, wanted) in [
                (0, old), (29, old), (30, next), (59, next), (60, next),
            ] as [(Int64, TLSIdentity)] {
                let view = view(after: seconds)
                #expect(own.identity(of: relay.id, in: view)?.fingerprint == wanted.fingerprint)
                #expect(
                    own.certificate(of: relay.id, in: view).identity.fingerprint
                        == wanted.fingerprint)
                #expect(own.isComplete(of: relay.id, in: view))
            }
        }

        @Test func `it shows what it has of what the registry wants, and knows what it lacks`()
            throws
        {
            let old = try relay.machine.identity()
            let own = try OwnCertificates([old])
            #expect(!own.isComplete(of: relay.id, in: view(after: 0)))
            #expect(own.identity(of: relay.id, in: view(after: 59))?.fingerprint == old.fingerprint)
            // Nobody believes it from here on; who connects is to say so.
            #expect(own.identity(of: relay.id, in: view(after: 60)) == nil)
            #expect(
                own.certificate(of: relay.id, in: view(after: 60)).identity.fingerprint
                    == old.fingerprint)
            try own.replace(with: [old, next])
            #expect(own.isComplete(of: relay.id, in: view(after: 60)))
            #expect(
                own.identity(of: relay.id, in: view(after: 60))?.fingerprint == next.fingerprint)
        }

        @Test func `a relay without a certificate is none`() throws {
            #expect(throws: RelayError.identityInvalid) { try OwnCertificates([]) }
            let own = try OwnCertificates([next])
            #expect(throws: RelayError.identityInvalid) { try own.replace(with: []) }
            #expect(own.identity(of: relay.id, in: view(after: 60)) != nil)
        }
    }
}
