import Carriers
import Hummingbird
import HTTPTypes
import Labels

/// What a request asks of a relay's rate, told before its body is read.
enum Demand: Hashable {
    /// Handing in; `precedence` as the caller states it, which the body must bear out.
    case handIn(Precedence?)
    /// Reading the mailbox.
    case read
    case other

    /// Whether a share of the rate is kept for it that nothing else can use up.
    var isReserved: Bool {
        switch self {
        case .handIn(let precedence): precedence?.isUrgent ?? false
        case .read: true
        case .other: false
        }
    }

    /// - Throws: ``Problem`` for a precedence that is none.
    init(_ request: Request) throws(Problem) {
        switch request.uri.path {
        case RelayProtocol.Path.mailbox: self = .read
        case RelayProtocol.Path.envelopes:
            self = .handIn(try Self.precedence(request.headers[.budkavlePrecedence]))
        default: self = .other
        }
    }

    private static func precedence(_ text: String?) throws(Problem) -> Precedence? {
        guard let text else { return nil }
        guard let precedence = Precedence(rawValue: text) else {
            throw Problem(.requestInvalid, defect: "precedence")
        }
        return precedence
    }
}
