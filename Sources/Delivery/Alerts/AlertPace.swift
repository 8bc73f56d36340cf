package import Labels

/// How long messages of a precedence are gathered before somebody is told of them, and how long she
/// is left alone with that precedence afterwards.
///
/// Ten thousand routine messages in five minutes are one alert with a number in it; flash waits for
/// nothing, and the next flash for ten seconds at most.
package struct AlertPace: Hashable, Sendable {
    package let gatherSeconds: Int64
    package let restSeconds: Int64

    package init(_ precedence: Precedence) {
        switch precedence {
        case .flash: (gatherSeconds, restSeconds) = (0, 10)
        case .immediate: (gatherSeconds, restSeconds) = (10, 60)
        case .priority: (gatherSeconds, restSeconds) = (60, 300)
        case .routine: (gatherSeconds, restSeconds) = (300, 900)
        }
    }
}
