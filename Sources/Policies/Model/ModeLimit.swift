package import Labels

/// One limit that a mode tightens while it is in force. What no limit speaks of stays as it is.
package enum ModeLimit: Hashable, Sendable {
    /// The highest level the carrier may carry.
    case carrierCeiling(CarrierKind, Level)
    /// How far ahead a label may expire.
    case expiresMax(Level, seconds: Int64)
    /// How old the freshness note may be for sealing.
    case policyFreshness(Level, seconds: Int64)
    /// By when a receipt must have come.
    case receiptDue(Level, ReceiptDemand, seconds: Int64)
    /// How much a person may have *i ringa omfattning*; 0 messages are none.
    case limitedExtent(Level, LimitedExtent)
}

extension LevelRules {
    /// The rules with every limit on this level applied; a limit that is looser than what stands
    /// already changes nothing, so neither their order nor a repetition matters.
    func tightened(by limits: some Sequence<ModeLimit>) -> LevelRules {
        var rules = self
        for limit in limits {
            switch limit {
            case .expiresMax(level, let seconds):
                rules.expiresMaxSeconds = min(rules.expiresMaxSeconds, seconds)
            case .policyFreshness(level, let seconds):
                rules.policyFreshnessSeconds = min(rules.policyFreshnessSeconds, seconds)
            case .receiptDue(level, let demand, let seconds):
                rules.receiptsDueSeconds[demand] =
                    min(rules.receiptsDueSeconds[demand] ?? seconds, seconds)
            case .limitedExtent(level, let limit):
                rules.limitedExtent = rules.limitedExtent?.tightened(by: limit)
            default: break
            }
        }
        return rules
    }
}

extension LimitedExtent {
    /// The fewer messages, in the longer period.
    fileprivate func tightened(by other: LimitedExtent) -> LimitedExtent {
        LimitedExtent(
            messagesMax: min(messagesMax, other.messagesMax),
            periodSeconds: max(periodSeconds, other.periodSeconds))
    }
}

extension ModeLimit {
    /// Reads what a mode `tightens`, against what holds without it.
    static func limits(
        _ value: YAMLValue, carriers: CarrierTable?, levels: LevelTable?
    ) -> [ModeLimit] {
        guard let fields = YAMLFields(value, known: ["carriers", "levels"]) else { return [] }
        let ceilings =
            fields.optional("carriers") { $0.list { carrier($0, among: carriers) } } ?? []
        let others = fields.optional("levels") { $0.list { level($0, among: levels) } } ?? []
        return ceilings + others.flatMap { $0 }
    }

    private static func carrier(_ value: YAMLValue, among table: CarrierTable?) -> ModeLimit? {
        guard let fields = YAMLFields(value, known: ["kind", "ceiling"]) else { return nil }
        let kind = fields.required("kind") { $0.word(CarrierKind.self) }
        let place = fields.required("ceiling")
        guard let kind, let place, let ceiling = place.level() else { return nil }
        guard let table else { return .carrierCeiling(kind, ceiling) }
        guard let usual = table.ceilings[kind] else {
            value.note(.referenceUnknown(concept: "carrier", name: kind.rawValue))
            return nil
        }
        if ceiling > usual { place.note(.ruleBroken(.modeLoosens)) }
        return .carrierCeiling(kind, ceiling)
    }

    private static let levelKeys = [
        "level", "expires-max", "policy-freshness", "receipts", "limited-extent",
    ]

    private static func level(_ value: YAMLValue, among table: LevelTable?) -> [ModeLimit]? {
        guard let fields = YAMLFields(value, known: levelKeys),
            let level = fields.required("level", { $0.level() })
        else { return nil }
        let usual = table?.rules[level]
        if table != nil, usual == nil {
            value.note(.referenceUnknown(concept: "level", name: level.name))
            return nil
        }
        /// A limit with its place, at which it is told that it loosens.
        func limit(_ key: String, _ read: (YAMLValue) -> ModeLimit?) -> [ModeLimit] {
            fields.optional(key) { place in
                let limit = read(place)
                if let limit, let usual, limit.loosens(usual) {
                    place.note(.ruleBroken(.modeLoosens))
                }
                return limit
            }.map { [$0] } ?? []
        }
        let receipts = fields.optional("receipts") { place in
            let due = readReceipts(place) ?? [:]
            let limits = ReceiptDemand.allCases.compactMap { demand in
                due[demand].map { ModeLimit.receiptDue(level, demand, seconds: $0) }
            }
            if let usual, limits.contains(where: { $0.loosens(usual) }) {
                place.note(.ruleBroken(.modeLoosens))
            }
            return limits
        }
        let expiry = limit("expires-max") { place in
            place.durationSeconds().map { .expiresMax(level, seconds: $0) }
        }
        let freshness = limit("policy-freshness") { place in
            place.durationSeconds().map { .policyFreshness(level, seconds: $0) }
        }
        let extent = limit("limited-extent") { place in
            LimitedExtent(place, messages: 0...LimitedExtent.messagesMaxRange.upperBound)
                .map { .limitedExtent(level, $0) }
        }
        return expiry + freshness + (receipts ?? []) + extent
    }

    /// Whether it would let through what the level's own rules do not. The law's limits stand in
    /// those, so a mode cannot get past them either.
    private func loosens(_ rules: LevelRules) -> Bool {
        switch self {
        case .carrierCeiling: false
        case .expiresMax(_, let seconds): seconds > rules.expiresMaxSeconds
        case .policyFreshness(_, let seconds): seconds > rules.policyFreshnessSeconds
        case .receiptDue(_, let demand, let seconds):
            rules.receiptsDueSeconds[demand].map { seconds > $0 } ?? false
        case .limitedExtent(_, let limit):
            rules.limitedExtent.map {
                limit.messagesMax > $0.messagesMax || limit.periodSeconds < $0.periodSeconds
            } ?? true
        }
    }
}
