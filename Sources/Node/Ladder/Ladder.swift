import Delivery
import Identity
import Labels
import Policies

/// The ways this node knows, in order of preference.
struct Ladder: Sendable {
    let carriers: [any Carrier]
    /// What others publish is fetched there; `nil` where the node has none.
    let wis: WISCarrier?

    init(wis: WISCarrier?, hasRelays: Bool) {
        self.wis = wis
        var carriers: [any Carrier] = []
        if let wis { carriers.append(wis) }
        if hasRelays { carriers.append(RelaysCarrier()) }
        self.carriers = carriers + [BundleCarrier(), SheetCarrier()]
    }

    func traits(under view: PolicyView?, at now: Timestamp) -> [RungTraits] {
        carriers.map { $0.traits(under: view, at: now) }
    }

    func asked(_ rung: Rung) -> (any AskedCarrier)? {
        carriers.first { $0.rung == rung } as? any AskedCarrier
    }

    /// Whether the ladder has a way of its own for such a message; all others go straight to the
    /// relays.
    func isFor(
        _ sort: MessageSort, _ label: Label, bytes: Int, under view: PolicyView, at now: Timestamp
    ) -> Bool {
        carriers.contains { carrier in
            carrier.manner == .attempted && carrier.takes(sort) && bytes <= carrier.bytesMax
                && view.permits(label.level, over: carrier.kind, label.status, at: now)
        }
    }

    func barred(to sort: MessageSort) -> Set<Rung> {
        Set(carriers.filter { !$0.takes(sort) }.map(\.rung))
    }

    func close() async {
        for carrier in carriers { await (carrier as? any AskedCarrier)?.close() }
    }
}

/// All relays together: the outbox chooses between them, keeps and repeats.
struct RelaysCarrier: Carrier {
    let rung = Rung.relays
    let kind = CarrierKind.relay
    let bytesMax = Int.max
    let manner = RungTraits.Manner.kept
}

/// Encrypted files on a stick or in a folder: `budkavle bundle`.
struct BundleCarrier: Carrier {
    let rung = Rung("bundle")
    let kind = CarrierKind.bundle
    let bytesMax = Int.max
    let isOneWay = true
    let manner = RungTraits.Manner.byHand
}

/// Printed sheets: `budkavle qr`.
struct SheetCarrier: Carrier {
    let rung = Rung("qr")
    let kind = CarrierKind.qr
    let bytesMax = 32 * 1024
    let isOneWay = true
    let manner = RungTraits.Manner.byHand
}
