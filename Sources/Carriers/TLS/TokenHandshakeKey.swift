import NIOCore
import NIOPosix
import NIOSSL
import Primitives

/// A machine's key in a token, as the TLS library asks it to sign in handshakes.
struct TokenHandshakeKey: NIOSSLCustomPrivateKey, Hashable {
    private let key: TokenTransportKey

    init(_ key: TokenTransportKey) { self.key = key }

    var signatureAlgorithms: [SignatureAlgorithm] { [.ecdsaSecp256R1Sha256] }

    /// There are none: this tells keys apart where configurations are compared.
    var derBytes: [UInt8] { key.publicKey }

    /// Not on the event loop: a card takes its time, and other connections have not asked for it.
    func sign(
        channel: any Channel, algorithm: SignatureAlgorithm, data: ByteBuffer
    ) -> EventLoopFuture<ByteBuffer> {
        guard algorithm == .ecdsaSecp256R1Sha256 else {
            return channel.eventLoop.makeFailedFuture(CarrierError.identityInvalid)
        }
        return NIOThreadPool.singleton.runIfActive(eventLoop: channel.eventLoop) {
            ByteBuffer(bytes: try key.signature(over: Array(data.readableBytesView)))
        }
    }

    /// Never asked by TLS 1.3.
    func decrypt(channel: any Channel, data: ByteBuffer) -> EventLoopFuture<ByteBuffer> {
        channel.eventLoop.makeFailedFuture(CarrierError.identityInvalid)
    }
}
