/// One metric with all its samples, as Prometheus' text format (0.0.4) writes it.
///
///     # HELP budkavle_relay_answers_total Answers by class of status.
///     # TYPE budkavle_relay_answers_total counter
///     budkavle_relay_answers_total{class="2xx"} 7
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    struct Sample: Sendable {
        var suffix = ""
        let labels: [(name: String, value: String)]
        let value: Double
    }

    let name: String
    let help: String
    let kind: Kind
    let samples: [Sample]

    var text: String {
        var lines = ["# HELP \(name) \(Self.escaped(help))", "# TYPE \(name) \(kind.rawValue)"]
        lines += samples.map { sample in
            name + sample.suffix + Self.described(sample.labels) + " "
                + Self.described(sample.value)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func described(_ labels: [(name: String, value: String)]) -> String {
        if labels.isEmpty { return "" }
        let pairs = labels.map { label in
            label.name + "=\"" + escaped(label.value).replacing("\"", with: "\\\"") + "\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction; infinities as the format spells them.
    static func described(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }
}

/// Counts of a histogram; those of a bucket hold all that is no larger than its bound.
struct Histogram: Sendable {
    let bounds: [Double]
    private var counts: [UInt64]
    private var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        // The last one is of everything beyond the bounds.
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// One made elsewhere: how many fell into each bucket alone.
    init(bounds: [Double], counts: [UInt64], sum: Double) {
        self.init(bounds: bounds)
        for (index, count) in counts.enumerated() { self.counts[min(index, bounds.count)] += count }
        self.sum = sum
    }

    mutating func record(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }

    func samples(_ labels: [(name: String, value: String)]) -> [MetricFamily.Sample] {
        var total: UInt64 = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(bounds + [.infinity], counts) {
            total += count
            samples.append(
                MetricFamily.Sample(
                    suffix: "_bucket",
                    labels: labels + [(name: "le", value: MetricFamily.described(bound))],
                    value: Double(total)))
        }
        samples.append(MetricFamily.Sample(suffix: "_sum", labels: labels, value: sum))
        samples.append(MetricFamily.Sample(suffix: "_count", labels: labels, value: Double(total)))
        return samples
    }
}
