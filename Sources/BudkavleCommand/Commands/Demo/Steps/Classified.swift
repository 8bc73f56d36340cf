import Node
import Speaking
import Wording

extension DemoStage {
    /// All are asked for; only those with ceiling, keys and agreement get it, when two persons have
    /// released it.
    func sendExerciseSecret() async throws -> [Phrase] {
        let reply = try await send(
            DemoCargo.exercise(), from: DemoCast.convener,
            [
                "--level", "hemlig", "--status", "exercise", "--exercise", DemoCast.exercise,
                "--audience", "forum:regionala-radet", "--ground", "ovningsmaterial",
            ])
        let id = try id(of: reply, state: "awaiting-release")
        try require(
            reply.denied.contains { $0.actor == DemoCast.municipality }
                && reply.recipients.contains(DemoCast.police)
                && reply.recipients.count + reply.denied.count == actors.count - 1,
            "the cleared are permitted, the others listed")
        _ = try self.id(of: try await release(id, at: DemoCast.convener), state: "accepted")
        let receivers = running(except: DemoCast.convener, among: reply.recipients)
        try await untilReceived(id, by: receivers)
        let others = running(except: DemoCast.convener, among: reply.denied.map(\.actor))
        for actor in others {
            let lines = try await inbox(actor)
            try require(!lines.contains { $0.id == id }, "\(actor) does not have it")
        }
        let shown: InboxMessage = try await read(
            of: ["inbox", "show", id] + nodeOptions(DemoCast.police))
        let names = reply.recipients.joined(separator: ", ")
        return [
            Phrase(verbatim: "\(shown.line.marking): \(shown.line.subject)"),
            Phrase(
                sv: "Två personer frisläppte det. Får det: \(names).",
                en: "Two persons released it. May have it: \(names)."),
        ] + told(reply.denied)
    }

    /// No cryptography of ours is approved, so policy refuses, with paragraph.
    func refuseActualSecret() async throws -> [Phrase] {
        let reply = try await send(
            DemoCargo.secret(), from: DemoCast.convener,
            [
                "--level", "hemlig", "--status", "actual", "--to", DemoCast.police, "--ground",
                "osl-10-27",
            ], expecting: ExitStatus.denied.rawValue)
        let gates = reply.denied.flatMap(\.gates)
        guard reply.id == nil, let gate = gates.first(where: { $0.id == "crypto.approved" }),
            gate.basis.contains("3:5–6")
        else { throw DemoFailure.untrue("crypto.approved refuses") }
        return [
            Phrase(
                sv: "Slutkod 77, inget skickat. \(gate.id), \(gate.basis): \(gate.sv)",
                en: "Exit 77, nothing sent. \(gate.id), \(gate.basis): \(gate.en)")
        ]
    }

    /// What an approved product has sealed is carried as it is, sealed once more.
    func sendOpaqueCargo() async throws -> [Phrase] {
        let cargo = DemoCargo.opaque()
        let reply = try await send(
            cargo, from: DemoCast.convener,
            [
                "--level", "hemlig", "--status", "actual", "--to", DemoCast.police, "--ground",
                "osl-10-27", "--opaque", DemoCast.approval,
            ])
        let id = try id(of: reply, state: "awaiting-release")
        _ = try self.id(of: try await release(id, at: DemoCast.convener), state: "accepted")
        try await untilReceived(id, by: [DemoCast.police])
        let shown: InboxMessage = try await read(
            of: ["inbox", "show", id] + nodeOptions(DemoCast.police))
        try require(shown.line.isOpaque && shown.body == cargo.bytes, "the cargo came as it was")
        return [
            Phrase(
                sv:
                    """
                    Under \(DemoCast.approval) (PÅHITTAT-GODKÄNNANDE-1), intygat av person-1 och \
                    person-2.
                    """,
                en:
                    """
                    Under \(DemoCast.approval) (PÅHITTAT-GODKÄNNANDE-1), attested by person-1 \
                    and person-2.
                    """),
            Phrase(
                sv:
                    """
                    \(DemoCast.police) har den: \(shown.body.count) byte, oförändrade och ännu \
                    förseglade.
                    """,
                en:
                    """
                    \(DemoCast.police) has it: \(shown.body.count) bytes, unchanged and still \
                    sealed.
                    """),
        ]
    }
}
