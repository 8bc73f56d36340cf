import Carriers
import Envelopes
import Foundation
import Handover
import Identity
import Keystore
import Labels
import Policies
import Primitives
import Regions
import Registry
import Sealing

/// Seals and posts without deciding: what a relay must refuse by itself. Never installed.
///
///     misbehaving-sender REGION FROM TO RELAY-URL EXERCISE
///
/// Prints the relay's problem document; ends with 0 when the relay refused, 1 when it accepted.
@main
enum MisbehavingSender {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6 else {
            FileHandle.standardError.write(
                Data("usage: misbehaving-sender REGION FROM TO RELAY-URL EXERCISE\n".utf8))
            exit(64)
        }
        let attempt = try Attempt(
            region: RegionLayout(arguments[1]), sender: ActorID(arguments[2]),
            recipient: ActorID(arguments[3]), relay: arguments[4],
            exercise: ExerciseID(arguments[5]))
        switch try await attempt.post() {
        case .accepted:
            print("{}")
            exit(1)
        case .refused(let problem):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(problem), as: UTF8.self))
        }
    }
}

/// One message at konfidentiell, of an exercise, well made in everything but the right to send it.
private struct Attempt {
    let view: RegionView
    let ring: KeyRing
    let path: String
    let sender: ActorID
    let recipient: ActorID
    let relay: String
    let exercise: ExerciseID
    let now: Timestamp
    let personRing: RingFolder

    init(
        region: RegionLayout, sender: ActorID, recipient: ActorID, relay: String,
        exercise: ExerciseID
    ) throws {
        now = Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        view = try RegionSource(region).readView(trusting: nil, at: now).view
        let folder = region.ring(of: sender)
        ring = try folder.open(.beside(ask: nil))
        path = folder.path
        personRing = region.ring(of: try PersonID("person-1"), at: sender)
        self.sender = sender
        self.recipient = recipient
        self.relay = relay
        self.exercise = exercise
    }

    func post() async throws -> Submission {
        let client = try client()
        do {
            let answer = try await client.submit(envelope())
            await client.shutdown()
            return answer
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func envelope() throws -> [UInt8] {
        let ground = try GroundCode("ovningsmaterial")
        let label = try label()
        let addressing = Addressing(
            MessageDraft(
                kind: .notice, label: label, originator: sender, ground: ground, carrier: .relay),
            to: [recipient], in: view, at: now)
        let core = MessageCore(
            kind: .notice, label: label, originator: sender, created: now,
            viewDigest: view.digest, ground: ground, suite: addressing.suite ?? .layered,
            counter: 1)
        // Here an honest sender would stop: what was decided is not looked at.
        let recipients = addressing.decisions.compactMap { addressee in
            addressee.wrappingKey.map { SlotRecipient(key: $0, counter: 1) }
        }
        let sealer = try MessageSealer(core: core, recipients: recipients, now: now)
        let (head, content) = try sealer.seal(
            Array("Påhittad övningstext".utf8), ContentDescription(mediaType: "text/plain"),
            keys: ring.signingKeys(addressing.signingKeys, at: path))
        let message = MessageHeader.messageID(ofEncoded: head.encodedHeader)
        let release = try personRing.open(.beside(ask: nil)).release(
            of: message, at: personRing.path)
        return EnvelopeFraming.opening(of: head.adding(release: release)) + content
    }

    private func label() throws -> Label {
        let midnight = now.milliseconds - now.milliseconds % 86_400_000
        return try Label(
            status: .exercise(exercise),
            secrecy: [
                Secrecy(
                    provision: "OSL 15:2", authority: sender,
                    date: Timestamp(clampingMilliseconds: midnight))
            ], securityClass: SecurityClass(of: .confidential),
            audience: Audience([AudienceClause([.actor(recipient)])]), owners: [sender],
            expires: now.adding(seconds: 3_600))
    }

    private func client() throws -> RelayClient {
        let node = try NodeID("\(sender)-1")
        guard let record = view.registry.actor(sender)?.nodes[node],
            let known = view.registry.relays.values.first(where: { $0.url == relay }),
            let entry = ring.entries(.tls, .node(sender, node)).last
        else { throw AttemptError.unregistered }
        return try RelayClient(
            address: relay, relayCertificate: known.certificate,
            identity: TLSIdentity(
                certificate: record.certificate, privateKey: ring.secret(entry)))
    }
}

private enum AttemptError: Error { case unregistered }
