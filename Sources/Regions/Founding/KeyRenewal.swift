package import Identity
package import Keystore
package import Labels
package import Primitives
package import Registry

/// New message keys of an actor, in a ring and as the statements that register them.
///
/// Keys go into the ring first and into the registry afterwards, so that none is ever registered
/// that nobody has. A machine that stops in between leaves keys in the ring that no note names: the
/// next renewal takes those and makes no others, so it completes what was begun. None is ever
/// thrown away, since the registry at hand may be older than the one that names it.
/// Decision 0061.
package struct KeyRenewal: Sendable {
    package let keys: [RenewedKey]
    /// The ring with ``keys`` in it.
    package let ring: KeyRing

    /// - Parameters:
    ///   - known: the actor as registered.
    ///   - token: where signing keys are made; `nil` for the ring.
    ///   - lifetimeSeconds: of keys at a level; `nil` where policy does not use it.
    /// - Throws: ``RegionError/levelUnused(_:)``, `KeystoreError`, `TokenError`.
    package init(
        of slots: [KeySlot], in ring: KeyRing, token: Token? = nil, known: ActorRecord,
        lifetimeSeconds: (Level) -> Int64?, at now: Timestamp, random: RandomSource
    ) throws {
        let registered = Set(known.keys.map(\.id))
        var ring = ring
        keys = try slots.map { slot in
            guard let seconds = lifetimeSeconds(slot.level) else {
                throw RegionError.levelUnused(slot.level)
            }
            let waiting = try ring.waiting(slot, besides: registered, at: now)
            if let waiting { return waiting }
            let key =
                try token.map { try MessageKey.generate(slot, in: $0, random: random) }
                ?? MessageKey.generate(slot)
            let until = now.adding(seconds: seconds)
            try key.add(to: &ring, from: now, until: until, random: random)
            return RenewedKey(slot: slot, publicKey: key.publicKey, from: now, until: until)
        }
        self.ring = ring
    }

    package var statements: [ActorStatement] {
        keys.map {
            .addKey($0.publicKey, $0.slot.level, $0.slot.status, from: $0.from, until: $0.until)
        }
    }
}

/// A key that is in the ring and is to be registered.
package struct RenewedKey: Sendable {
    package let slot: KeySlot
    package let publicKey: PublicKey
    package let from: Timestamp
    package let until: Timestamp
}

extension KeyRing {
    /// A key of the slot that an earlier renewal made and did not come to register.
    fileprivate func waiting(
        _ slot: KeySlot, besides registered: Set<KeyID>, at now: Timestamp
    ) throws -> RenewedKey? {
        let entries = try entries(slot.purpose.inRing, .messages(slot))
        for entry in entries.reversed() where !registered.contains(entry.id) {
            guard let from = entry.validFrom, let until = entry.validUntil, now < until else {
                continue
            }
            return RenewedKey(
                slot: slot, publicKey: try publicKey(entry, slot.purpose), from: from,
                until: until)
        }
        return nil
    }

    private func publicKey(_ entry: RingEntry, _ purpose: KeyPurpose) throws -> PublicKey {
        switch purpose {
        case .signing: .signing(try entry.token?.signingKey ?? signingKey(entry).publicKey)
        case .postQuantumSigning: .postQuantumSigning(try postQuantumSigningKey(entry).publicKey)
        case .wrapping: .wrapping(try wrappingKey(entry).publicKey)
        }
    }

    /// Whether the ring has any key of the slot.
    package func holds(_ slot: KeySlot) throws -> Bool {
        try !entries(slot.purpose.inRing, .messages(slot)).isEmpty
    }
}
