import AlertSupport
import Carriers
import Delivery
import Foundation
import Identity
import Labels
import ProgramSupport
import TestSupport
import Testing
import WISSupport

@testable import Node

extension NodeTests {
    /// A real mail server, and a gateway for SMS over TLS, that do everything wrong that they can.
    struct AlertChannelTests {
        @Test func `a letter arrives, from whom and to whom it should, with what is in it`()
            async throws
        {
            try await withMail { server, _ in
                let (channel, alert) = (try channel(to: server), try Self.alert())
                try await channel.tell(alert, to: "tib@kommun-solna.se")
                let letter = try #require(try server.letters().first)
                #expect(letter.from == "budkavle@kommun-solna.se")
                #expect(letter.to == ["tib@kommun-solna.se"])
                let expected = MailLetter(
                    alert, from: try #require(MailAddress("budkavle@kommun-solna.se")),
                    to: try #require(MailAddress("tib@kommun-solna.se")))
                #expect(letter.message == expected.bytes)
            }
        }

        @Test(
            arguments: [
                (.busy, GatewayProblem(.busy, status: 451)),
                (.refuses, GatewayProblem(.refused, status: 550)),
                (.drops, GatewayProblem(.closedByPeer, status: 354)),
            ] as [(MailServer.Mood, GatewayProblem)])
        func `whatever the mail server does wrong is told for what it is, and it may come back`(
            _ mood: MailServer.Mood, _ problem: GatewayProblem
        ) async throws {
            try await withMail { server, _ in
                let channel = try channel(to: server)
                try server.set(mood)
                try await expect(problem, channel)
                #expect(try server.letters().isEmpty)
                try server.set(.well)
                try await channel.tell(Self.alert(), to: "tib@kommun-solna.se")
                #expect(try server.letters().count == 1)
            }
        }

        @Test func `a mail server that hangs is left after a time`() async throws {
            try await withMail { server, _ in
                try server.set(.hangs)
                let channel = try channel(to: server, timeoutSeconds: 2)
                // How far they came in that time is as the machine is.
                let error = await #expect(throws: GatewayProblem.self) {
                    try await channel.tell(Self.alert(), to: "tib@kommun-solna.se")
                }
                #expect(error?.code == .timedOut)
            }
        }

        @Test func `who is cancelled while a mail server hangs need not wait for it`() async throws
        {
            try await withMail { server, _ in
                try server.set(.hangs)
                let channel = try channel(to: server, timeoutSeconds: 3_600)
                let telling = Task { try await channel.tell(Self.alert(), to: "tib@solna.se") }
                telling.cancel()
                await #expect(throws: GatewayProblem(.cancelled)) { try await telling.value }
            }
        }

        @Test func `a mail server that is away is told, and comes back`() async throws {
            try await withMail { server, program in
                let channel = try channel(to: server)
                try await program.killNow()
                try await expect(GatewayProblem(.noConnection), channel)
                let again = try await server.started()
                defer { again.abandon() }
                try await channel.tell(Self.alert(), to: "tib@kommun-solna.se")
                #expect(try server.letters().count == 1)
            }
        }

        @Test(arguments: WrongCertificate.allCases)
        func `nothing is said to a mail server with another certificate`(
            _ wrong: WrongCertificate
        ) async throws {
            try await withMail(showing: wrong.first()) { server, program in
                var now = program
                if wrong == .unpinned {
                    try await program.killNow()
                    try server.show(GatewayCertificate())
                    now = try await server.started()
                }
                defer { now.abandon() }
                let problem = GatewayProblem(.peerUntrusted, status: 220)
                try await expect(problem, channel(to: server))
                #expect(try server.letters().isEmpty)
            }
        }

        enum WrongCertificate: CaseIterable {
            /// The pinned one is replaced.
            case unpinned
            /// It is made out to another host.
            case elsewhere

            func first() throws -> GatewayCertificate {
                switch self {
                case .unpinned: try GatewayCertificate()
                case .elsewhere: try GatewayCertificate(hosts: ["mail.example"], isLocal: false)
                }
            }
        }

        @Test func `nothing is said to a mail server without encryption`() async throws {
            try await withMail(isEncrypted: false) { server, _ in
                let certificate = server.scratch.path("trusted.pem")
                try Data(GatewayCertificate().pem.utf8).write(to: URL(filePath: certificate))
                let problem = GatewayProblem(.encryptionMissing, status: 250)
                try await expect(problem, channel(to: server))
                #expect(try server.letters().isEmpty)
            }
        }

        @Test func `a wrong login is told, and the right one is read from its file again`()
            async throws
        {
            try await withMail { server, _ in
                let path = server.scratch.path("own-login")
                let channel = try channel(to: server, login: path)
                #expect(channel.defect == GatewayProblem(.tokenUnusable))
                try write("budkavle:fel", to: path)
                #expect(channel.defect == nil)
                try await expect(GatewayProblem(.tokenRefused, status: 535), channel)
                try write(MailServer.login, to: path)
                try await channel.tell(Self.alert(), to: "tib@kommun-solna.se")
                #expect(try server.letters().count == 1)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o640], ofItemAtPath: path)
                try await expect(GatewayProblem(.tokenUnusable), channel)
            }
        }

        @Test(arguments: [
            "http://mail.example", "mail.example:25", "smtp://", "smtp://u@mail.example",
            "smtp://mail.example/x", "smtp://mail.example?x", "smtp://mail.example#x",
        ])
        func `what is no mail server is refused before anything is sent`(
            _ address: String
        ) async throws {
            try await withMail { server, _ in
                let channel = try channel(to: server, address: address)
                #expect(channel.defect == GatewayProblem(.addressInvalid))
                try await expect(GatewayProblem(.addressInvalid), channel)
            }
        }

        // MARK: SMS

        @Test func `a text arrives once under its key, however often it is sent`() async throws {
            try await withSMS { gateway in
                try await withChannel(to: gateway) { channel in
                    let alert = try Self.alert()
                    try await channel.tell(alert, to: "+46701234567")
                    try await channel.tell(alert, to: "+46701234567")
                    #expect(gateway.requestCount == 2)
                    #expect(
                        gateway.sent == [
                            SMSMessage(to: "+46701234567", text: AlertText(alert.news).line)
                        ])
                }
            }
        }

        @Test(
            arguments: [
                (.fails, GatewayProblem(.failed, status: 500)),
                (.refuses, GatewayProblem(.refused, status: 422)),
                (.busy, GatewayProblem(.busy, status: 429, retryAfterSeconds: 120)),
                (.losesItsAnswer, GatewayProblem(.failed, status: 500)),
                (.impostor, GatewayProblem(.peerUntrusted)),
            ] as [(SMSGateway.Mood, GatewayProblem)])
        func `whatever the SMS gateway does wrong is told for what it is, and it may come back`(
            _ mood: SMSGateway.Mood, _ problem: GatewayProblem
        ) async throws {
            try await withSMS { gateway in
                try await withChannel(to: gateway) { channel in
                    gateway.mood = mood
                    await #expect(throws: problem) {
                        try await channel.tell(Self.alert(), to: "+46701234567")
                    }
                    gateway.mood = .well
                    try await channel.tell(Self.alert(), to: "+46701234567")
                    #expect(gateway.sent.count == 1)
                }
            }
        }

        // MARK: Parts

        private func channel(
            to server: MailServer, address: String? = nil, login: String? = nil,
            timeoutSeconds: Int = 120
        ) throws -> MailChannel {
            MailChannel(
                MailConfiguration(
                    address: address ?? server.address, certificate: server.trustedPath,
                    from: "budkavle@kommun-solna.se", login: login ?? server.loginPath),
                GatewayFiles(in: NodeDirectory(server.scratch.url)),
                timeoutSeconds: timeoutSeconds)
        }

        private func withChannel(
            to gateway: SMSGateway, _ body: (SMSChannel) async throws -> Void
        ) async throws {
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            try write(gateway.certificate.pem, to: scratch.path("sms.pem"))
            try write(SMSGateway.token, to: scratch.path("token"))
            let channel = SMSChannel(
                GatewayConfiguration(
                    address: try #require(gateway.address), certificate: "sms.pem",
                    token: "token"), GatewayFiles(in: NodeDirectory(scratch.url)))
            #expect(channel.defect == nil)
            do { try await body(channel) } catch {
                await channel.close()
                throw error
            }
            await channel.close()
        }

        private func expect(
            _ problem: GatewayProblem, _ channel: MailChannel,
            at place: SourceLocation = #_sourceLocation
        ) async throws {
            await #expect(throws: problem, sourceLocation: place) {
                try await channel.tell(Self.alert(), to: "tib@kommun-solna.se")
            }
        }

        private func write(_ text: String, to path: String) throws {
            _ = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600])
        }

        private static func alert() throws -> Alert {
            Alert(
                id: "5f0c3a9be1d24c7781a6f0b2c3d4e5f6",
                AlertNews(
                    try MessageID(hex: String(repeating: "ab", count: 32)), .exercise, .immediate,
                    count: 2, expires: .latest),
                made: try Timestamp(rfc3339: "2026-11-26T06:20:00Z"))
        }
    }
}
