package import Identity
import Primitives

/// A machine's self-signed certificate, as the registry holds it.
package struct MachineCertificate: Hashable, Sendable {
    /// X.509, DER; what both ends of a connection pin.
    package let der: [UInt8]
    /// SHA-256 of the DER.
    package let fingerprint: Digest

    package init(_ der: [UInt8]) {
        self.der = der
        fingerprint = Hashing.sha256(der)
    }
}

/// The certificates of a relay, each of which gives way to the next.
///
/// While one goes, both are the relay's: whoever connects believes either. Nodes hear of a new one
/// from the relay itself, so the relay goes on showing the old one as long as somebody may not have
/// heard yet, and changes over early enough for clocks to differ. Spec:
/// Registry#certificates-of-a-relay.
package struct RelayCertificates: Hashable, Sendable {
    /// The one that was named last.
    package private(set) var current: MachineCertificate
    /// In the order in which they gave way.
    private var replaced: [Replaced] = []

    /// A certificate that gives way.
    package struct Replaced: Hashable, Sendable {
        package let certificate: MachineCertificate
        /// The first moment it is the relay's no longer.
        package let until: Timestamp
        /// From when on the relay shows another.
        fileprivate let shownUntil: Timestamp
    }

    /// The only one so far.
    package init(_ first: MachineCertificate) { current = first }

    /// - Parameters:
    ///   - noteTime: when the root said so.
    ///   - until: the first moment the one that was current is the relay's no longer.
    package mutating func renew(
        _ next: MachineCertificate, at noteTime: Timestamp, previousUntil until: Timestamp
    ) {
        let overlap = until.milliseconds(since: noteTime)
        let rest = min(overlap / 2, shownAloneMaxMilliseconds)
        replaced.append(
            Replaced(
                certificate: current, until: until,
                shownUntil: Timestamp(clampingMilliseconds: until.milliseconds - rest)))
        current = next
    }

    /// Those that are the relay's at `time`, the one first that it shows if it has it; never empty.
    package func valid(at time: Timestamp) -> [MachineCertificate] {
        let going = replaced(at: time)
        let shown = going.filter { time < $0.shownUntil }.map(\.certificate)
        let past = going.filter { time >= $0.shownUntil }.map(\.certificate)
        return shown + [current] + past
    }

    /// Those that have been replaced and are the relay's still.
    package func replaced(at time: Timestamp) -> [Replaced] {
        replaced.filter { time < $0.until }
    }

    /// Whether it is the relay's at `time`.
    package func isValid(_ fingerprint: Digest, at time: Timestamp) -> Bool {
        valid(at: time).contains { $0.fingerprint == fingerprint }
    }

    /// Whether it is or was the relay's.
    package func names(_ fingerprint: Digest) -> Bool {
        current.fingerprint == fingerprint
            || replaced.contains { $0.certificate.fingerprint == fingerprint }
    }
}

/// How long before its end, at most, a certificate that gives way is shown no more: more than
/// clocks may differ, and than a node takes to hear of a new one.
private let shownAloneMaxMilliseconds: Int64 = 3_600_000
