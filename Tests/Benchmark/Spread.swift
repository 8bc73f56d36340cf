/// Several measurements of one thing.
struct Spread {
    private let sorted: [Double]

    /// - Parameter values: at least one.
    init(_ values: [Double]) { sorted = values.sorted() }

    var median: Double { quantile(0.5) }

    /// The smallest value that at least this share of all values do not exceed.
    func quantile(_ share: Double) -> Double {
        let index = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(index, 0), sorted.count - 1)]
    }

    /// `67.1 (66.0–70.2) ms`
    func text(_ unit: String) -> String {
        "\(rounded(median)) (\(rounded(sorted[0]))–\(rounded(sorted[sorted.count - 1]))) \(unit)"
    }
}

/// Three digits that mean something.
func rounded(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let scale: Double = value >= 10 ? 10 : 100
    return String((value * scale).rounded() / scale)
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }
}
