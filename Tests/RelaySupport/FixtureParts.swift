package import Carriers
import Crypto
import Foundation
package import Identity
package import Logging
import Primitives
package import RegionSupport
import Synchronization

package final class SteppingClock: Sendable {
    private let time: Mutex<Timestamp>

    package init(_ time: Timestamp) { self.time = Mutex(time) }

    package var now: Timestamp { time.withLock { $0 } }

    package func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

extension Logger {
    package static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension TestMachine {
    package func identity() throws -> TLSIdentity {
        let key = try P256.Signing.PrivateKey(pemRepresentation: privateKeyPEM)
        return try TLSIdentity(
            certificate: certificate, privateKey: SecretBytes(copying: key.rawRepresentation))
    }
}
