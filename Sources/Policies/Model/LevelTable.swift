package import Labels

/// What a level asks for: everything about handling is chosen by it.
package struct LevelRules: Hashable, Sendable {
    package let level: Level
    /// The marking a reader sees, in capitals.
    package let marking: String
    /// `#rrggbb`.
    package let colour: String
    package let suite: Suite
    package let carriers: Set<CarrierKind>
    /// How many persons of the originator must release a message.
    package let releasePersons: Int
    /// By when, in seconds from acceptance, each receipt that is required must have come.
    package internal(set) var receiptsDueSeconds: [ReceiptDemand: Int64]
    package let keyLifetimeSeconds: Int64
    /// How old the freshness note may be for sealing at this level.
    package internal(set) var policyFreshnessSeconds: Int64
    package let retentionSeconds: Int64
    /// `nil`: no inventory is kept.
    package let inventorySeconds: Int64?
    /// How far ahead a label may expire.
    package internal(set) var expiresMaxSeconds: Int64
    /// Whether a secret may serve several messages (DESIGN section 5, *key epochs*).
    package let keyEpochs: Bool
    /// How a person must have signed in to see or send a message; where nothing is said, the least.
    let signInByStatus: [StatusKind: SignInStrength]
    /// `nil`: nobody has anything in limited extent.
    package internal(set) var limitedExtent: LimitedExtent?
    /// How many witnesses shall have cosigned the tree that evidence stands in; 0 asks for none.
    package let witnesses: Int
    /// Whether a node's private keys of the level may be kept elsewhere, split.
    package let keyBackup: Bool

    /// How a person must have signed in; never less than the law asks for.
    package func signIn(for status: StatusKind) -> SignInStrength {
        max(signInByStatus[status] ?? .nothing, .least(at: level, status))
    }
}

/// A receipt a level may demand.
package enum ReceiptDemand: String, CaseIterable, Sendable, Hashable {
    case accepted, delivered, opened, acknowledged
}

/// `levels.yaml`.
struct LevelTable: Sendable {
    let rules: [Level: LevelRules]
    let standing: Standing

    static let file = "levels.yaml"

    init?(_ root: YAMLValue, carriers: CarrierTable?) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["levels"]) else { return nil }
        self.standing = standing
        var table: [Level: LevelRules] = [:]
        for item in fields.items("levels") {
            guard let rules = LevelRules(item) else { continue }
            for kind in rules.carriers {
                if let ceiling = carriers?.ceilings[kind], ceiling < rules.level {
                    item.note(.ruleBroken(.carrierBelowLevel))
                } else if let carriers, carriers.ceilings[kind] == nil {
                    item.note(.referenceUnknown(concept: "carrier", name: kind.rawValue))
                }
            }
            if table.updateValue(rules, forKey: rules.level) != nil {
                item.note(.definedTwice(concept: "level", name: rules.level.name))
            }
        }
        rules = table
    }
}

extension LevelRules {
    private static let keys = [
        "level", "marking", "colour", "suite", "carriers", "release-persons", "receipts",
        "key-lifetime", "policy-freshness", "retention", "inventory", "expires-max", "key-epochs",
        "sign-in", "limited-extent", "witnesses", "key-backup",
    ]

    static let releasePersonsMax = 9
    static let witnessesMax = 16

    fileprivate init?(_ value: YAMLValue) {
        guard let fields = YAMLFields(value, known: Self.keys) else { return nil }
        let level = fields.required("level") { $0.level() }
        let marking = fields.required("marking") { $0.shortText() }
        let colour = fields.required("colour", readColour)
        let suite = fields.required("suite") { $0.word(Suite.self) }
        let carriers = fields.required("carriers") {
            $0.uniqueList("carrier") { $0.word(CarrierKind.self).map(Described.init) }
        }
        let persons = fields.required("release-persons") {
            $0.integer(in: 0...Self.releasePersonsMax)
        }
        let receipts = fields.required("receipts", readReceipts)
        let lifetime = fields.required("key-lifetime") { $0.durationSeconds() }
        let freshness = fields.required("policy-freshness") { $0.durationSeconds() }
        let retention = fields.required("retention") { $0.durationSeconds() }
        let inventory = fields.required("inventory", readInventory)
        let expires = fields.required("expires-max") { $0.durationSeconds() }
        let epochs = fields.required("key-epochs") { $0.truth() }
        let signIn = fields.optional("sign-in", readSignIn) ?? [:]
        let limited = fields.optional("limited-extent") { LimitedExtent($0) }
        let witnesses = fields.optional("witnesses") { $0.integer(in: 0...Self.witnessesMax) }
        let backup = fields.optional("key-backup") { $0.truth() }
        guard let level, let marking, let colour, let suite, let carriers, let persons,
            let receipts, let lifetime, let freshness, let retention, let inventory, let expires,
            let epochs
        else { return nil }
        self.init(
            level: level, marking: marking, colour: colour, suite: suite,
            carriers: Set(carriers.map(\.value)), releasePersons: persons,
            receiptsDueSeconds: receipts, keyLifetimeSeconds: lifetime,
            policyFreshnessSeconds: freshness, retentionSeconds: retention,
            inventorySeconds: inventory.seconds, expiresMaxSeconds: expires, keyEpochs: epochs,
            signInByStatus: signIn, limitedExtent: limited, witnesses: witnesses ?? 0,
            keyBackup: backup ?? false)
        if suite.strength < Self.leastSuite(for: level).strength {
            value.note(.ruleBroken(.suiteTooWeakForLevel))
        }
        if epochs && level >= .confidential { value.note(.ruleBroken(.keyEpochsTooHigh)) }
        for (status, strength) in signIn where strength < .least(at: level, status) {
            value.note(.ruleBroken(.signInTooWeak))
        }
        if limited != nil && !Clearance.hasLimitedExtent(level) {
            value.note(.ruleBroken(.limitedExtentNeedless))
        }
    }

    /// The weakest suite a policy may choose; a policy cannot turn sealing off.
    private static func leastSuite(for level: Level) -> Suite {
        switch level {
        case .open: .signed
        case .secrecy, .restricted: .sealed
        case .confidential, .secret, .topSecret: .layered
        }
    }
}

extension Suite {
    fileprivate var strength: Int {
        switch self {
        case .signed: 0
        case .sealed: 1
        case .layered: 2
        }
    }
}

/// An enumeration's word as a list item.
private struct Described: Hashable, CustomStringConvertible {
    let value: CarrierKind
    var description: String { value.rawValue }
}

private struct Inventory {
    let seconds: Int64?
}

private func readInventory(_ value: YAMLValue) -> Inventory? {
    if value.isWord("none") { return Inventory(seconds: nil) }
    return value.durationSeconds().map { Inventory(seconds: $0) }
}

private func readColour(_ value: YAMLValue) -> String? {
    guard let text = value.text() else { return nil }
    let digits = text.dropFirst()
    guard text.first == "#", text.utf8.count == 7, digits.allSatisfy(\.isHexDigit) else {
        value.note(.valueInvalid(expected: "#rrggbb", found: text))
        return nil
    }
    return text
}

func readReceipts(_ value: YAMLValue) -> [ReceiptDemand: Int64]? {
    guard let fields = YAMLFields(value, known: ReceiptDemand.allCases.map(\.rawValue)) else {
        return nil
    }
    var due: [ReceiptDemand: Int64] = [:]
    for demand in ReceiptDemand.allCases {
        due[demand] = fields.optional(demand.rawValue) { $0.durationSeconds() }
    }
    return due
}

private func readSignIn(_ value: YAMLValue) -> [StatusKind: SignInStrength]? {
    guard let fields = YAMLFields(value, known: StatusKind.allCases.map(\.rawValue)) else {
        return nil
    }
    var strengths: [StatusKind: SignInStrength] = [:]
    for status in StatusKind.allCases {
        strengths[status] = fields.optional(status.rawValue) { $0.word(SignInStrength.self) }
    }
    return strengths
}

extension LimitedExtent {
    static let messagesMaxRange = 1...1_000

    init?(_ value: YAMLValue, messages range: ClosedRange<Int> = messagesMaxRange) {
        guard let fields = YAMLFields(value, known: ["messages-max", "period"]) else { return nil }
        let messages = fields.required("messages-max") { $0.integer(in: range) }
        let period = fields.required("period") { $0.durationSeconds() }
        guard let messages, let period else { return nil }
        self.init(messagesMax: messages, periodSeconds: period)
    }
}
