import Labels

/// Which of the lanes that have something goes next: the most urgent one, but none waits for ever.
///
/// A lane that ``passedOverMax`` turns went past gets one: urgent work leaves bulk a small share,
/// by which it comes to its end.
struct LaneTurns: Sendable {
    private var passedOver: [Precedence: Int] = [:]

    /// - Parameter lanes: those that have something.
    func next(of lanes: [Precedence]) -> Precedence? {
        lanes.filter { passedOver[$0, default: 0] >= Self.passedOverMax }.max() ?? lanes.min()
    }

    /// `lane` had its turn while `lanes` had something.
    mutating func took(_ lane: Precedence, of lanes: [Precedence]) {
        passedOver[lane] = 0
        for other in lanes where other > lane { passedOver[other, default: 0] += 1 }
    }

    static let passedOverMax = 16
}
