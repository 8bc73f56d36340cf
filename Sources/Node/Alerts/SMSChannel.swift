import Carriers
import Delivery

/// Alerts as SMS, by a gateway over HTTPS. Spec: Alert#sms.
struct SMSChannel: AlertChannel {
    static let scheme = "sms"
    let bytesMax: Int? = AlertText.lineMaxBytes

    private let client: Result<SMSClient, GatewayProblem>
    private let tokenPath: String
    private let files: GatewayFiles

    init(_ configuration: GatewayConfiguration, _ files: GatewayFiles) {
        (tokenPath, self.files) = (configuration.token, files)
        client = Result { () throws(GatewayProblem) in
            try SMSClient(
                address: configuration.address,
                trusting: try files.certificate(configuration.certificate),
                token: { () throws(GatewayProblem) in try files.token(configuration.token) })
        }
    }

    /// A number with its country (E.164): `+` and 8 to 15 digits, of which the first is not 0.
    static func takes(_ place: String) -> Bool {
        let digits = place.utf8.dropFirst()
        return place.utf8.first == UInt8(ascii: "+") && (8...15).contains(digits.count)
            && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    var defect: GatewayProblem? {
        do throws(GatewayProblem) {
            _ = try client.get()
            _ = try files.token(tokenPath)
            return nil
        } catch { return error }
    }

    func tell(_ alert: Alert, to place: String) async throws(GatewayProblem) {
        try await client.get().send(
            SMSMessage(to: place, text: AlertText(alert.news).line), key: alert.id)
    }

    func close() async { if case .success(let client) = client { await client.shutdown() } }
}
