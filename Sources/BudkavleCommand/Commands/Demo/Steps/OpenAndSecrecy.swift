import Node
import Wording

extension DemoStage {
    /// To all 36 others; those whose nodes run have it at once.
    func sendOpenNotice() async throws -> [Phrase] {
        let cargo = try DemoCargo.notice(programs.shared)
        let reply = try await send(
            cargo, from: DemoCast.convener,
            ["--level", "oppen", "--status", "actual", "--audience", "all"])
        let id = try id(of: reply, state: "accepted")
        messages["notice"] = id
        try require(
            reply.recipients.count == actors.count - 1 && reply.denied.isEmpty,
            "everybody may have it")
        let receivers = running(except: DemoCast.convener, among: reply.recipients)
        try await untilReceived(id, by: receivers)
        let reader = DemoCast.municipality
        let shown: InboxMessage = try await read(of: ["inbox", "show", id] + nodeOptions(reader))
        let track = try await track(
            id, from: DemoCast.convener, until: "delivered", by: receivers)
        return [
            Phrase(
                sv: "”\(shown.line.subject)” (\(cargo.origin.swedish)).",
                en: "“\(shown.line.subject)” (\(cargo.origin.english))."),
            told(track, from: DemoCast.convener),
        ]
    }

    /// To the forum, which exists while its activation is open, under a ground of OSL.
    func sendSecrecyPicture() async throws -> [Phrase] {
        let cargo = try DemoCargo.picture()
        let reply = try await send(cargo, from: DemoCast.convener, Self.secrecyOptions)
        let id = try id(of: reply, state: "accepted")
        messages["picture"] = id
        let receivers = running(except: DemoCast.convener, among: reply.recipients)
        try await untilReceived(id, by: receivers)
        let shown: InboxMessage = try await read(
            of: ["inbox", "show", id] + nodeOptions(DemoCast.police))
        try require(shown.body == cargo.bytes, "what was opened is what was sealed")
        let track = try await track(
            id, from: DemoCast.convener, until: "opened", by: [DemoCast.police])
        return [
            Phrase(verbatim: "\(shown.line.marking): \(shown.line.subject)"),
            told(track, from: DemoCast.convener),
        ] + told(reply.denied)
    }

    static let secrecyOptions = [
        "--level", "sekretess", "--status", "actual", "--audience",
        "forum:regionalt-samordnande-forum", "--activation", DemoCast.activation, "--ground",
        "osl-10-27",
    ]

    /// A newer picture names the one it takes the place of.
    func supersedePicture() async throws -> [Phrase] {
        guard let old = messages["picture"] else { throw DemoFailure.untrue("a picture was sent") }
        let reply = try await send(
            DemoCargo.newerPicture(), from: DemoCast.convener,
            Self.secrecyOptions + ["--supersedes", old])
        let id = try id(of: reply, state: "accepted")
        let reader = DemoCast.police
        try await untilReceived(id, by: [reader])
        let shown: InboxMessage = try await read(of: ["inbox", "show", old] + nodeOptions(reader))
        try require(shown.line.supersededBy == id, "the old picture says what superseded it")
        let head = "\(reader), \(short(old)): "
        return [
            Phrase(
                sv: head + (try await line("ERSATT", of: old, at: reader, in: .swedish)),
                en: head + (try await line("SUPERSEDED", of: old, at: reader, in: .english)))
        ]
    }

    /// What the receiver reads of a message where a word stands.
    private func line(
        _ word: String, of message: String, at reader: String, in language: Language
    ) async throws -> String {
        let run = try await run(
            programs.budkavle,
            ["inbox", "show", message, "--lang", language.rawValue] + nodeOptions(reader))
        let line = String(decoding: run.output, as: UTF8.self)
            .split(separator: "\n").first { $0.contains(word) }
        guard let line else { throw DemoFailure.untrue("the receiver reads \(word)") }
        return String(line)
    }
}
