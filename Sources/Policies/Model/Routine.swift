package import Labels

/// What people do while messages go a certain way, step by step, in the region's own words.
package struct Routine: Hashable, Sendable {
    /// While what it is followed.
    package enum Occasion: Hashable, Sendable {
        /// Messages go over this kind of carrier.
        case carrier(CarrierKind)
        /// No way is left, or none that works.
        case noneLeft

        /// As policy writes it.
        package var text: String {
            switch self {
            case .carrier(let kind): kind.rawValue
            case .noneLeft: Self.noneLeftText
            }
        }

        fileprivate static let noneLeftText = "none"
    }

    package let occasion: Occasion
    package let levels: ClosedRange<Level>
    package let steps: [String]

    static let stepsMaxCount = 9
}

/// `routines` of `carriers.yaml`.
struct RoutineTable: Sendable {
    let routines: [Routine]

    /// - Parameter ceilings: of the carriers the policy has.
    init(_ items: [YAMLValue], ceilings: [CarrierKind: Level]) {
        var seen: Set<String> = []
        routines = items.compactMap { item in
            guard let routine = Routine(item, ceilings: ceilings) else { return nil }
            for level in Level.allCases where routine.levels.contains(level) {
                let name = "\(routine.occasion.text) \(level)"
                if !seen.insert(name).inserted {
                    item.note(.definedTwice(concept: "routine", name: name))
                }
            }
            return routine
        }
    }
}

extension Routine {
    /// Without `from` it begins at the lowest level, without `to` it ends at the highest.
    fileprivate init?(_ value: YAMLValue, ceilings: [CarrierKind: Level]) {
        guard let fields = YAMLFields(value, known: ["carrier", "from", "to", "steps"]) else {
            return nil
        }
        let occasion = fields.required("carrier") { Occasion($0, among: ceilings) }
        let from = fields.has("from") ? fields.required("from") { $0.level() } : .open
        let to = fields.has("to") ? fields.required("to") { $0.level() } : .topSecret
        let steps = fields.required("steps", Self.steps)
        guard let occasion, let from, let to, let steps else { return nil }
        guard from <= to else {
            value.note(.ruleBroken(.routineForNoLevel))
            return nil
        }
        self.init(occasion: occasion, levels: from...to, steps: steps)
    }

    private static func steps(_ value: YAMLValue) -> [String]? {
        let steps = value.list { $0.shortText() }
        guard (1...stepsMaxCount).contains(steps.count) else {
            value.note(
                .valueInvalid(expected: "1–\(stepsMaxCount) steps", found: String(steps.count)))
            return nil
        }
        return steps
    }
}

extension Routine.Occasion {
    fileprivate init?(_ value: YAMLValue, among ceilings: [CarrierKind: Level]) {
        if value.isWord(Self.noneLeftText) {
            self = .noneLeft
            return
        }
        guard let text = value.text() else { return nil }
        guard let kind = CarrierKind(rawValue: text) else {
            let known = CarrierKind.allCases.map(\.rawValue) + [Self.noneLeftText]
            value.note(.valueInvalid(expected: known.joined(separator: ", "), found: text))
            return nil
        }
        guard ceilings[kind] != nil else {
            value.note(.referenceUnknown(concept: "carrier", name: text))
            return nil
        }
        self = .carrier(kind)
    }
}
