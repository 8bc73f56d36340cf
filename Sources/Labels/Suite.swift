/// How a message is signed, wrapped and encrypted; the level's policy requires it, a header only
/// repeats it.
package enum Suite: String, CaseIterable, Sendable, Hashable {
    /// Ed25519, plaintext (*öppen*).
    case signed
    /// Ed25519, HPKE X-Wing, Cobblestone-256 (*sekretess*, BH).
    case sealed
    /// Ed25519 and ML-DSA-65, HPKE X-Wing, XChaCha20-Poly1305 inside Cobblestone-256 (K, H, KH).
    case layered

    /// Whether signatures under this suite need ML-DSA-65 beside Ed25519.
    package var signsPostQuantum: Bool { self == .layered }

    /// Whether content is encrypted, so that recipients need slots.
    package var seals: Bool { self != .signed }
}

/// What a message is.
package enum MessageKind: String, CaseIterable, Sendable, Hashable {
    /// *Informationsunderrättelse*.
    case notice
    /// *Lägesbild*.
    case picture
    /// *Begäran*.
    case request
    /// *Inriktning*.
    case direction
    case activation
    case file
    /// A receipt sealed to the originator.
    case receipt
    case heartbeat
}

/// Which lane a message takes.
package enum Precedence: String, CaseIterable, Sendable, Hashable, Codable {
    case flash, immediate, priority, routine

    /// What somebody waits for at this moment: flash and immediate.
    package var isUrgent: Bool { self < .priority }
}

extension Precedence: Comparable {
    /// In the order in which lanes are served: flash is least.
    package static func < (left: Precedence, right: Precedence) -> Bool { left.place < right.place }

    private var place: Int {
        switch self {
        case .flash: 0
        case .immediate: 1
        case .priority: 2
        case .routine: 3
        }
    }
}

/// A way to move messages (*reservväg* when it is not the primary).
package enum CarrierKind: String, CaseIterable, Sendable, Hashable {
    case relay, peer, bundle, qr, thin, wis

    /// Those whose way a node can try, and tell whether what it sent arrived.
    package static let drilled: [CarrierKind] = [.relay, .bundle, .wis]
}
