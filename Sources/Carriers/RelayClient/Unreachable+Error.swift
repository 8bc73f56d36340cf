import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

extension Unreachable {
    /// Sorts what the network libraries throw.
    init(_ error: any Error) {
        switch error {
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError: self = Unreachable(client: error)
        case let error as NIOSSLError: self = Unreachable(tls: error)
        case let error as NIOSSLExtraError:
            self = error == .failedToValidateHostname ? .peerUntrusted : .closedByPeer
        case is BoringSSLError: self = .closedByPeer
        case is NIOConnectionError: self = .noConnection
        case let error as ChannelError:
            if case .connectTimeout = error { self = .timedOut } else { self = .closedByPeer }
        case let error as IOError:
            // What a connect that failed at once leaves behind.
            self = Self.connectFailures.contains(error.errnoCode) ? .noConnection : .closedByPeer
        default: self = .closedByPeer
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
            self = .timedOut
        case .cancelled, .alreadyShutdown: self = .cancelled
        default: self = .closedByPeer
        }
    }

    private init(tls error: NIOSSLError) {
        // The library names a failed verification only in its text.
        if case .handshakeFailed(let cause) = error,
            "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
        {
            self = .peerUntrusted
        } else {
            self = .closedByPeer
        }
    }

    /// ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL on Linux.
    private static let connectFailures: Set<CInt> = [111, 101, 113, 99]
}
