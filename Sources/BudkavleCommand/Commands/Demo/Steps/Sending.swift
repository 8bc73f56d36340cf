import Foundation
import Node
import Wording

extension DemoStage {
    /// `budkavle send`, with its answer.
    func send(
        _ cargo: DemoCargo, from actor: String, _ options: [String], expecting: Int32 = 0
    ) async throws -> SendReply {
        let file = directory.cargo.appending(path: cargo.fileName)
        try Data(cargo.bytes).write(to: file)
        return try await read(
            of: ["send", file.path(percentEncoded: false)] + options + nodeOptions(actor),
            expecting: expecting)
    }

    /// The id of a message that was sent.
    func id(of reply: SendReply, state: String) throws -> String {
        guard let id = reply.id, reply.state == state else {
            throw DemoFailure.untrue(
                "\(reply.state) == \(state): \(reply.problem?.code.rawValue ?? "")")
        }
        return id
    }

    /// Both persons of an actor release a message, one after the other.
    func release(_ message: String, at actor: String) async throws -> SendReply {
        var reply: SendReply?
        for person in ["person-1", "person-2"] {
            let ring = directory.ring(of: actor).appending(path: "persons/\(person)").path(
                percentEncoded: false)
            reply = try await read(
                of: ["release", message, "--ring", ring] + nodeOptions(actor))
        }
        guard let reply else { throw DemoFailure.untrue("two persons") }
        return reply
    }

    /// Others of the cast that have their node running, and are among these.
    func running(except actor: String, among names: [String]) -> [String] {
        cast.filter { $0 != actor && names.contains($0) && isRunning($0) }
    }

    func isRunning(_ actor: String) -> Bool { (try? child(actor))?.isRunning ?? false }

    /// Waits until the receipts of these actors have come back, and tells how many have what.
    func track(
        _ message: String, from actor: String, until fact: String, by actors: [String]
    ) async throws -> TrackReply {
        try await until("\(fact) by \(actors.joined(separator: ", "))") {
            guard case .track(let track) = try await ask(actor, .track(id: message)) else {
                return false
            }
            let have = Set(track.recipients.filter { $0.facts[fact] != nil }.map(\.actor))
            return have.isSuperset(of: actors)
        }
        return try await read(of: ["track", message] + nodeOptions(actor))
    }

    /// Who should have it, who has it, who opened it.
    func told(_ track: TrackReply, from actor: String) -> Phrase {
        func names(_ fact: String) -> [String] {
            track.recipients.filter { $0.facts[fact] != nil }.map(\.actor)
        }
        let (there, opened) = (names("delivered"), names("opened"))
        let (all, list) = (track.recipients.count, there.joined(separator: ", "))
        return Phrase(
            sv:
                """
                \(short(track.id)) från \(actor): \(all) ska ha det, \(there.count) har det \
                (\(list)), \(opened.count) har öppnat det.
                """,
            en:
                """
                \(short(track.id)) from \(actor): \(all) should have it, \(there.count) have it \
                (\(list)), \(opened.count) opened it.
                """)
    }

    /// How many each gate stopped, and one of them with its reason.
    func told(_ denied: [DeniedRecipient]) -> [Phrase] {
        var counts: [String: Int] = [:]
        var examples: [String: (String, DeniedGate)] = [:]
        for recipient in denied {
            for gate in recipient.gates {
                counts[gate.id, default: 0] += 1
                if examples[gate.id] == nil { examples[gate.id] = (recipient.actor, gate) }
            }
        }
        return counts.sorted { $0.key < $1.key }.compactMap { id, count in
            guard let (actor, gate) = examples[id] else { return nil }
            return Phrase(
                sv: "Nekade av \(id) (\(gate.basis)): \(count), t.ex. \(actor): \(gate.sv)",
                en: "Denied by \(id) (\(gate.basis)): \(count), e.g. \(actor): \(gate.en)")
        }
    }

    func gates(of denied: [DeniedRecipient]) -> Set<String> {
        Set(denied.flatMap(\.gates).map(\.id))
    }

    /// - Throws: ``DemoFailure/untrue(_:)``.
    func require(_ isSo: Bool, _ what: String) throws {
        if !isSo { throw DemoFailure.untrue(what) }
    }
}
