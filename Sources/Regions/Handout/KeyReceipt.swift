package import Identity
package import Notes
package import Registry

/// What a node signs when it has taken private keys out of its actor's ring: who has been given access
/// to which key, and since when.
///
///     budkavle-key-receipt v1
///     region stockholm
///     actor sos-alarm
///     node sos-alarm-1
///     time 2026-11-26T08:00:00Z
///     key bcfc12784ceb2395181eace5fe0f58be
///
/// Signed by the node's receipt key, kept beside the actor's ring. Spec: KeyRing#receipts.
package struct KeyReceipt: Hashable, Sendable {
    package let region: RegionID
    package let actor: ActorID
    package let node: NodeID
    package let time: Timestamp
    /// Sorted, at least one.
    package let keys: [KeyID]

    /// - Parameter node: whose receipt key will sign.
    package init(of keys: [KeyID], by node: NodeRecord, in region: RegionID, at time: Timestamp) {
        self.region = region
        actor = node.actor
        self.node = node.id
        self.time = Timestamp(clampingMilliseconds: time.seconds * 1_000)
        self.keys = Set(keys).sorted()
    }

    package var text: String {
        keys.reduce(
            into: """
                \(Self.type)
                region \(region)
                actor \(actor)
                node \(node)
                time \(time)

                """
        ) { $0 += "key \($1)\n" }
    }

    /// Reads what ``text`` writes, and no other.
    private init?(text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count > 5, lines[0] == Self.type else { return nil }
        func value(_ line: Int, _ key: String) -> String? {
            lines[line].hasPrefix(key + " ") ? String(lines[line].dropFirst(key.count + 1)) : nil
        }
        let keys = lines.indices.dropFirst(5).compactMap { line in
            value(line, "key").flatMap { try? KeyID(hex: $0) }
        }
        guard let region = value(1, "region").flatMap({ try? RegionID($0) }),
            let actor = value(2, "actor").flatMap({ try? ActorID($0) }),
            let node = value(3, "node").flatMap({ try? NodeID($0) }),
            let time = value(4, "time").flatMap({ try? Timestamp(canonical: $0) })
        else { return nil }
        (self.region, self.actor, self.node, self.time) = (region, actor, node, time)
        self.keys = keys
        guard self.text == text else { return nil }
    }

    /// A receipt that the node it names has signed, whatever became of the node since.
    ///
    /// - Returns: `nil` for anything else.
    package init?(verifying note: SignedNote, in view: RegistryView) {
        guard let receipt = KeyReceipt(text: note.text), receipt.region == view.region,
            let node = view.actor(receipt.actor)?.nodes[receipt.node],
            (try? note.verified(by: [node.receiptKey])) != nil
        else { return nil }
        self = receipt
    }

    private static let type = "budkavle-key-receipt v1"
}
