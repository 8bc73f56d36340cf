import Foundation
import Node
import Wording

extension DemoStage {
    /// WIS is primary for what is open; it fails while notices come, and gets them afterwards.
    func loseWIS() async throws -> [Phrase] {
        guard let standIn = programs.wisStandIn else {
            return [
                Phrase(
                    sv: "Utelämnat: testprogrammet wis-stand-in finns bara bredvid bygget.",
                    en: "Left out: the test program wis-stand-in lies beside the build only.")
            ]
        }
        let gateway = DemoGateway(folder: directory.root.appending(path: "wis"))
        let port = try FreePorts.two().0
        try start("wis", standIn, [gateway.folder.path(percentEncoded: false), String(port)])
        try await until("the stand-in of WIS is ready") { gateway.isReady }
        let (sender, reader) = (DemoCast.convener, DemoCast.municipality)
        for actor in [sender, reader] { try await giveWay(to: gateway, port: port, actor) }

        let published = try id(of: try await openNotice(1, from: sender), state: "published")
        try await untilReceived(published, by: [reader])
        try gateway.become("fails")
        try await untilWIS(of: sender, is: .down)
        var carried: [String] = []
        for number in 2...4 {
            let reply = try await openNotice(number, from: sender)
            carried.append(try id(of: reply, state: "accepted"))
        }
        for message in carried { try await untilReceived(message, by: [reader]) }
        try require(gateway.publications.map(\.id) == [published], "WIS has the first alone")
        try gateway.become("well")
        try await untilWIS(of: sender, is: .up)
        try await until("WIS has what it missed") {
            gateway.publications.map(\.id) == [published] + carried
        }
        try require(
            gateway.publications.map(\.late) == [false, true, true, true], "the three are late")
        return [
            Phrase(
                sv: "Den första underrättelsen gick genom WIS (en ersättare) och lästes där.",
                en: "The first notice went by WIS (a stand-in) and was read there."),
            Phrase(
                sv: "WIS svarade fel; \(carried.count) gick över reläet och kom fram.",
                en: "WIS failed; \(carried.count) went over the relay and arrived."),
            Phrase(
                sv: "WIS kom tillbaka och fick dem: en gång var, i ordning, märkta som sena.",
                en: "WIS came back and got them: once each, in order, marked late."),
        ]
    }

    private func openNotice(_ number: Int, from actor: String) async throws -> SendReply {
        try await send(
            .open(number), from: actor,
            ["--level", "oppen", "--status", "actual", "--audience", "all", "--kind", "notice"])
    }

    /// Names the gateway in a node's configuration and starts the node anew.
    private func giveWay(to gateway: DemoGateway, port: Int, _ actor: String) async throws {
        try require(await child(actor).end(), "a node ends when asked")
        let file = NodeDirectory(directory.node(actor)).configuration
        var configuration = try NodeConfiguration(reading: file)
        configuration.wis = GatewayConfiguration(
            address: "https://127.0.0.1:\(port)",
            certificate: gateway.certificate.path(percentEncoded: false),
            token: gateway.token.path(percentEncoded: false))
        try NodeDirectory.writePrivate(Array(configuration.yaml().utf8), to: file)
        try runNode(actor)
        try await untilRunning(actor)
        try await untilWIS(of: actor, is: .up)
    }

    private func untilWIS(
        of actor: String, is state: StatusReply.RungLine.State
    ) async throws {
        try await until("WIS is \(state.rawValue) for \(actor)", seconds: 60) {
            guard case .status(let status) = try await ask(actor, .status) else { return false }
            return status.rungs.first { $0.rung == "wis" }?.state == state
        }
    }
}

/// The files by which the stand-in is told what to do, and tells what it holds.
private struct DemoGateway: Sendable {
    let folder: URL

    struct Publication: Decodable {
        let id: String
        let late: Bool
    }

    var certificate: URL { folder.appending(path: "certificate.pem") }
    var token: URL { folder.appending(path: "token") }

    var isReady: Bool {
        FileManager.default.fileExists(atPath: certificate.path(percentEncoded: false))
    }

    var publications: [Publication] {
        let file = folder.appending(path: "publications.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Publication].self, from: data)) ?? []
    }

    func become(_ mood: String) throws {
        try Data(mood.utf8).write(to: folder.appending(path: "mood"), options: .atomic)
    }
}
