import Carriers
import Delivery
import Foundation
import Programs

/// Alerts by e-mail: hands a letter to the actor's own mail server over SMTP, always encrypted, by the
/// program `curl` (Decision 0174).
struct MailChannel: AlertChannel {
    static let scheme = "mailto"
    let bytesMax: Int? = nil

    private let server: Result<Server, GatewayProblem>
    private let timeoutSeconds: Int

    /// Everything that is known before there is a letter.
    fileprivate struct Server {
        let address: String
        let sender: MailAddress
        let certificatePath: String
        let loginPath: String?
        let files: GatewayFiles
        let curl: ConfinedProgram
    }

    /// - Parameter timeoutSeconds: for everything, whatever the server does.
    init(_ configuration: MailConfiguration, _ files: GatewayFiles, timeoutSeconds: Int = 30) {
        self.timeoutSeconds = timeoutSeconds
        server = Result { () throws(GatewayProblem) in
            guard Self.isServer(configuration.address), let sender = MailAddress(configuration.from)
            else { throw GatewayProblem(.addressInvalid) }
            _ = try files.certificate(configuration.certificate)
            return Server(
                address: configuration.address, sender: sender,
                certificatePath: files.path(configuration.certificate),
                loginPath: configuration.login, files: files, curl: try Self.curl())
        }
    }

    static func takes(_ place: String) -> Bool { MailAddress(place) != nil }

    var defect: GatewayProblem? {
        do throws(GatewayProblem) {
            let server = try server.get()
            if let login = server.loginPath { _ = try server.files.secret(login) }
            return nil
        } catch { return error }
    }

    func tell(_ alert: Alert, to place: String) async throws(GatewayProblem) {
        let server = try server.get()
        guard let recipient = MailAddress(place) else { throw GatewayProblem(.addressInvalid) }
        let letter = MailLetter(alert, from: server.sender, to: recipient)
        guard let file = try? PassingFile(holding: letter.bytes) else {
            throw GatewayProblem(.cancelled)
        }
        defer { file.remove() }
        let settings = try server.settings(
            for: recipient, letter: file.path, timeoutSeconds: timeoutSeconds)
        let run: ConfinedProgram.Run
        do throws(ConfinementError) {
            // `-q` first: no settings of anybody's home.
            run = try await server.curl.running(
                ["-q", "--config", "-"], input: Array(settings.text.utf8))
        } catch { throw GatewayProblem(.programMissing) }
        if Task.isCancelled { throw GatewayProblem(.cancelled) }
        guard run.status != 0 else { return }
        let reply = Int(String(decoding: run.output, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
        throw GatewayProblem(curl: run.status, reply: reply)
    }

    private static func curl() throws(GatewayProblem) -> ConfinedProgram {
        do throws(ConfinementError) { return try ConfinedProgram("curl", package: "curl") } catch {
            throw GatewayProblem(.programMissing)
        }
    }

    /// `smtp://host[:port]`, encrypted by STARTTLS, or `smtps://host[:port]`, encrypted from the
    /// beginning.
    private static func isServer(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), parts.host?.isEmpty == false else {
            return false
        }
        return ["smtp", "smtps"].contains(parts.scheme) && parts.path.isEmpty
            && parts.query == nil && parts.fragment == nil && parts.user == nil
    }
}

extension MailChannel.Server {
    fileprivate func settings(
        for recipient: MailAddress, letter path: String, timeoutSeconds: Int
    ) throws(GatewayProblem) -> CurlSettings {
        var settings = CurlSettings()
        // What stands behind the server is what we call ourselves there.
        settings.set("url", address + "/" + sender.domain)
        settings.set("proto", "=smtp,smtps")
        settings.set("ssl-reqd")
        settings.set("tlsv1.2")
        settings.set("cacert", certificatePath)
        if let loginPath { settings.set("user", try files.secret(loginPath)) }
        settings.set("mail-from", sender.text)
        settings.set("mail-rcpt", recipient.text)
        settings.set("upload-file", path)
        settings.set("connect-timeout", String(connectTimeoutSeconds))
        settings.set("max-time", String(timeoutSeconds))
        settings.set("silent")
        settings.set("write-out", "%{response_code}")
        return settings
    }
}

/// The actor's mail server. Spec: Alert#mail.
package struct MailConfiguration: Codable, Equatable, Sendable {
    /// `smtp://host[:port]` or `smtps://host[:port]`.
    package var address: String
    /// PEM file with the server's certificate or that of the authority that issued it; relative to the
    /// node's directory.
    package var certificate: String
    /// The address letters come from.
    package var from: String
    /// File with one line `name:password`, readable by the node alone; `nil` where the server asks for
    /// none.
    package var login: String?

    package init(address: String, certificate: String, from: String, login: String? = nil) {
        (self.address, self.certificate) = (address, certificate)
        (self.from, self.login) = (from, login)
    }
}

private let connectTimeoutSeconds = 10
