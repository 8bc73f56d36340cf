import Foundation
import Identity
import Labels
import Testing

@testable import Policies

struct GateWordingTests {
    /// One of every kind.
    static let samples: [GateFailure] = {
        do { return try makeSamples() } catch { fatalError("samples: \(error)") }
    }()

    @Test func `there is a sample of every case of the enumeration`() throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Policies/Decision/GateFailure.swift")
        let text = try String(contentsOf: source, encoding: .utf8)
        let codes = text.split(separator: "\n").filter { $0.hasPrefix("    case ") }
            .map { $0.dropFirst("    case ".count).prefix { $0.isLetter } }.map(String.init)
        #expect(Set(Self.samples.map(\.code)) == Set(codes))
        #expect(Self.samples.count == codes.count)
    }

    @Test(arguments: samples)
    func `every failure is said in whole sentences in each language`(_ failure: GateFailure) {
        let wording = failure.wording
        for sentence in [wording.swedish, wording.english] {
            #expect(sentence.hasSuffix("."))
            #expect(sentence.count > 15 && !sentence.contains("\n"))
            #expect(!sentence.contains("Optional(") && !sentence.contains("Policies."))
        }
        #expect(wording.swedish != wording.english)
    }

    @Test(arguments: samples)
    func `a policy that is too old says how to get a newer one`(_ failure: GateFailure) {
        let isOfAge =
            switch failure {
            case .policySuperseded, .registryBehind, .freshnessMissing, .freshnessTooOld,
                .freshnessExpired:
                true
            default: false
            }
        #expect(failure.wording.swedish.contains("budkavle node sync") == isOfAge)
        #expect(failure.wording.english.contains("freshness.note into") == isOfAge)
    }

    @Test(arguments: samples)
    func `facts have distinct names or are a list, and no empty values`(_ failure: GateFailure) {
        for fact in failure.facts {
            #expect(!fact.name.isEmpty && !fact.value.isEmpty)
            #expect(!fact.value.contains("Optional(") && !fact.value.contains("Policies."))
        }
        let names = failure.facts.map(\.name).filter { $0 != "owner" }
        #expect(Set(names).count == names.count)
    }

    @Test func `no two kinds of failure read the same`() {
        #expect(Set(Self.samples.map(\.wording.swedish)).count == Self.samples.count)
        #expect(Set(Self.samples.map(\.wording.english)).count == Self.samples.count)
    }
}

private func makeSamples() throws -> [GateFailure] {
    let actor = try ActorID("sos-alarm")
    let other = try ActorID("kommun-solna")
    let level = Level.secret
    let time = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
    let window = Validity(from: time, until: time.adding(seconds: 60))
    let digest = try Digest(bytes: [UInt8](repeating: 5, count: 32))
    let key = try #require(keyID(3))
    let forum = try ForumID("samverkansstab")
    let exercise = try ExerciseID("ovning-2026")
    let approval = try ApprovalID("profil-1")
    let activation = try ActivationID("storm-2026")
    let ground = try GroundCode("osl-10-27")
    let compartment = try Compartment("kbrn")
    let message = MessageID(digest)
    let system = SystemName.node(try NodeID("nod-1"), of: actor)
    let policy: [GateFailure] = [
        .levelUnconfigured(level), .actorUnknown(actor), .forumUnknown(forum),
        .groupUnknown(try GroupID("kommuner")), .compartmentUnknown(compartment),
        .caveatUnknown(.noCopy), .originUnknown(.sweden), .markingAuthorityUnknown(actor),
        .messageExpired(time), .expiryBeyondCap(time, latest: time), .policyUnsigned,
        .policyNotInForce(notBefore: time), .policySuperseded(held: 1, current: 2),
        .policyForked(version: 2), .registryBehind(held: digest, current: digest),
        .freshnessMissing, .freshnessTooOld(issued: time, limitSeconds: 60),
        .freshnessExpired(time), .freshnessFromFuture(issued: time),
    ]
    let keys: [GateFailure] = [
        .exerciseUnknown(exercise), .exerciseClosed(exercise, at: time),
        .exerciseOutsideWindow(exercise, window), .exerciseParticipantMissing(exercise, actor),
        .keyOfOtherStatus(key, .test), .vaultUnstated, .vaultOfOtherStatus(.exercise),
        .suiteDiffers(found: .signed, required: .sealed), .actorUnregistered(actor),
        .keyMissing(.recipientWrapping), .keyUnknown(key), .keyOfOtherActor(key, other),
        .keyOfOtherLevel(key, level), .keyOfOtherPurpose(key, .originatorSigning),
        .keyNotYetValid(key, from: time), .keyExpired(key, at: time), .keyRevoked(key, at: time),
        .originatorBelowLevel(actor, ceiling: .open, level),
        .recipientBelowLevel(actor, ceiling: .open, level),
        .referenceUnknown(message, .cancels),
        .referenceOfOther(message, .supersedes, owners: [actor, other]),
    ]
    let approvals: [GateFailure] = [
        .cryptoUnapproved(actor, level), .approvalUnnamed, .approvalUnknown(approval),
        .approvalOfOtherKind(approval, .opaque), .approvalNotInForce(approval, window),
        .approvalOfOtherLevel(approval, level), .approvalOfOtherSuite(approval, .sealed),
        .approvalOfOtherSender(approval, actor), .attestationsTooFew(found: 1, required: 2),
        .systemUnstated(.relay), .systemOfOther(.receivingNode, system),
        .systemUnapproved(system), .systemNotInForce(system, window),
        .systemBelowLevel(system, ceiling: .restricted), .consultationMissing(system),
        .agreementMissing(actor, other),
        .agreementNotInForce(actor, other, reference: "Avtal 1", window),
        .commitmentMissing(actor, .sweden),
        .commitmentNotInForce(actor, reference: "Åtagande 1", window),
        .commitmentBelowLevel(actor, reference: "Åtagande 1", ceiling: .restricted),
    ]
    let person = try PersonID("person-1")
    let persons: [GateFailure] = [
        .personUnstated, .signInTooWeak(found: .password, required: .token),
        .personLeft(person, at: time), .functionNotHeld(person, try FunctionID("tib")),
        .personFactMissing(person, .trained), .personFactNotInForce(person, .reliable, window),
        .needMissing(person, AudienceClause(.forum(forum))),
        .compartmentNotNeeded(person, compartment), .clearanceMissing(person, level),
        .clearanceNotInForce(person, .second, window),
        .clearanceBelowLevel(person, .third, .topSecret), .limitedExtentUnset(.third, level),
        .limitedExtentUnjustified(person, .third, level),
        .limitedExtentUsedUp(person, used: 5, limit: 5, periodSeconds: 86_400),
    ]
    return policy + keys + approvals + persons + [
        .groundUnnamed, .groundUnknown(ground), .groundOfOtherPair(ground, from: actor, to: other),
        .groundOfOtherStatus(ground, .actual),
        .outsideAudience(actor, AudienceClause(.forum(forum))), .activationUnnamed(forum),
        .activationUnknown(activation), .activationNotOpen(activation),
        .activationOfOtherForum(activation, forum), .activationOfOtherStatus(activation, .test),
        .compartmentNotHeld(actor, compartment),
        .releasesTooFew(found: 1, required: 2), .releaseNotCounted(try PersonID("person-1")),
        .carrierUnknown(.thin), .carrierBelowLevel(.thin, level),
        .modeInForce(try ModeID("hojd-beredskap")),
    ]
}
