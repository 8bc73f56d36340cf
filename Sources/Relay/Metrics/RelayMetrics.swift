import Carriers
import CoreMetrics
import Labels
import Policies
import Storage

/// What the parts of a relay count while they work.
struct RelayMetrics: Sendable {
    private let book = MetricsBook()
    /// Unlabelled counters, made once.
    private let counters: [Figure: Counter]

    init() {
        let plain = Figure.allCases.filter { $0.kind == .counter && !$0.isLabelled }
        let book = book
        counters = Dictionary(
            uniqueKeysWithValues: plain.map { ($0, Counter(label: $0.rawValue, factory: book)) })
    }

    func count(_ figure: Figure, _ number: Int = 1) {
        if number > 0 { counters[figure]?.increment(by: number) }
    }

    func count(_ figure: Figure, _ labels: [(String, String)]) {
        Counter(label: figure.rawValue, dimensions: labels, factory: book).increment()
    }

    func accepted(_ message: AcceptedMessage) {
        count(
            .messagesAccepted,
            [("level", message.level.name), ("lane", message.precedence.rawValue)])
    }

    func refused(_ problem: Problem) {
        count(.messagesRefused, [("kind", problem.kind?.rawValue ?? "other")])
    }

    /// Each gate that failed for somebody, once a message.
    func denied(_ denials: [Refusal.Denial]) {
        let gates = Set(denials.flatMap { $0.decision.failed.map(\.id.rawValue) })
        for gate in gates { count(.messagesDenied, [("gate", gate)]) }
    }

    func answered(_ status: Int, bytes: Int?) {
        count(.answers, [("class", "\(status / 100)xx")])
        if let bytes { count(.bytesSent, bytes) }
    }

    /// - Parameter labels: none for figures that are not counted apart.
    func took(
        _ figure: Figure, since start: ContinuousClock.Instant, _ labels: [(String, String)] = []
    ) {
        let passed = (ContinuousClock.now - start).components
        Timer(label: figure.rawValue, dimensions: labels, factory: book)
            .recordNanoseconds(passed.seconds * 1_000_000_000 + passed.attoseconds / 1_000_000_000)
    }

    /// All of it in Prometheus' text format.
    ///
    /// - Parameters:
    ///   - gauges: what is so at this moment.
    ///   - commits: counted by the store itself.
    func text(gauges: [Figure: Double], commits: CommitStatistics) -> String {
        var families = book.families().filter { $0.name != Figure.commitGroupJobs.name }
        let jobs = Histogram(
            bounds: Figure.commitGroupJobs.bounds, counts: commits.sizes.map(UInt64.init),
            sum: Double(commits.jobs))
        families.append(family(.commitGroupJobs, jobs.samples([])))
        for figure in Figure.allCases where figure.kind == .gauge {
            guard let value = gauges[figure] else { continue }
            families.append(family(figure, [MetricFamily.Sample(labels: [], value: value)]))
        }
        return families.map(\.text).joined()
    }

    private func family(_ figure: Figure, _ samples: [MetricFamily.Sample]) -> MetricFamily {
        MetricFamily(name: figure.name, help: figure.help, kind: figure.kind, samples: samples)
    }
}
