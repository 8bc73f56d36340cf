import Carriers
import Delivery
import Labels

/// One thin way to tell somebody that there is something to fetch. A new one is a file with a type
/// like this, and a line in ``AlertChannels``.
protocol AlertChannel: Sendable {
    /// Of its addresses: `mailto` in `mailto:tib@solna.se`. Its name everywhere else, too.
    static var scheme: String { get }
    /// Whether it reaches such an address, without the scheme; what it does not take cannot be
    /// subscribed to.
    static func takes(_ place: String) -> Bool
    /// Of one alert; `nil` where a line more does not matter.
    var bytesMax: Int? { get }
    /// What is wrong with how it is set up, as far as this machine alone can tell.
    var defect: GatewayProblem? { get }
    /// When it returns, the other side has taken the alert. The same alert twice is once, or can be
    /// seen to be the same.
    func tell(_ alert: Alert, to place: String) async throws(GatewayProblem)
    /// Lets go of connections.
    func close() async
}

extension AlertChannel {
    var scheme: String { Self.scheme }
    /// As policy knows them all.
    var kind: CarrierKind { .thin }
    func close() async {}
}

/// The channels this node has.
struct AlertChannels: Sendable {
    let all: [any AlertChannel]

    init(_ configuration: AlertsConfiguration?, in directory: NodeDirectory) {
        let files = GatewayFiles(in: directory)
        var all: [any AlertChannel] = []
        if let mail = configuration?.mail { all.append(MailChannel(mail, files)) }
        if let sms = configuration?.sms { all.append(SMSChannel(sms, files)) }
        self.all = all
    }

    subscript(scheme: String) -> (any AlertChannel)? { all.first { $0.scheme == scheme } }

    func close() async { for channel in all { await channel.close() } }

    /// Those there could be.
    static let known: [any AlertChannel.Type] = [MailChannel.self, SMSChannel.self]
}
