import CoreMetrics
import Synchronization

/// Where swift-metrics' counters and timers of this relay end up, to be read by Prometheus.
///
/// Labels of instruments are names of ``Figure``; others are nobody's and go nowhere. Each relay has
/// a book of its own: nothing is global, so tests read one and nobody else's.
final class MetricsBook: MetricsFactory {
    private let series = Mutex<[Series: Value]>([:])

    private struct Series: Hashable {
        let figure: Figure
        /// Sorted by name.
        let labels: [Label]
    }

    private struct Label: Hashable, Comparable {
        let name: String
        let value: String

        static func < (left: Label, right: Label) -> Bool {
            (left.name, left.value) < (right.name, right.value)
        }
    }

    private enum Value {
        case number(Double)
        case histogram(Histogram)
    }

    init() {
        series.withLock { series in
            for figure in Figure.allCases where !figure.isLabelled && figure.kind != .gauge {
                series[Series(figure: figure, labels: [])] = Self.start(of: figure)
            }
        }
    }

    /// Everything counted so far, families and series each in a fixed order.
    func families() -> [MetricFamily] {
        let all = series.withLock { $0 }.sorted {
            $0.key.labels.lexicographicallyPrecedes($1.key.labels)
        }
        return Figure.allCases.filter { $0.kind != .gauge }.map { figure in
            let samples = all.filter { $0.key.figure == figure }.flatMap { series, value in
                let labels = series.labels.map { (name: $0.name, value: $0.value) }
                return switch value {
                case .number(let number): [MetricFamily.Sample(labels: labels, value: number)]
                case .histogram(let histogram): histogram.samples(labels)
                }
            }
            return MetricFamily(
                name: figure.name, help: figure.help, kind: figure.kind, samples: samples)
        }
    }

    private static func start(of figure: Figure) -> Value {
        figure.kind == .histogram ? .histogram(Histogram(bounds: figure.bounds)) : .number(0)
    }

    private func update(
        _ series: Series, _ change: (inout Value) -> Void
    ) {
        self.series.withLock { change(&$0[series, default: Self.start(of: series.figure)]) }
    }

    private func series(_ label: String, _ dimensions: [(String, String)]) -> Series? {
        Figure(rawValue: label).map { figure in
            Series(
                figure: figure, labels: dimensions.map { Label(name: $0.0, value: $0.1) }.sorted())
        }
    }

    // MARK: MetricsFactory

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions).map { Instrument(book: self, series: $0) }
            ?? NOOPMetricsHandler.instance
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        series(label, dimensions).map { Instrument(book: self, series: $0) }
            ?? NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions).map { Instrument(book: self, series: $0) }
            ?? NOOPMetricsHandler.instance
    }

    // What was counted is kept: a counter that vanished would look like one that was reset.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private final class Instrument: CounterHandler, RecorderHandler, TimerHandler {
        private let book: MetricsBook
        private let series: Series

        init(book: MetricsBook, series: Series) {
            self.book = book
            self.series = series
        }

        func increment(by amount: Int64) {
            book.update(series) { value in
                if case .number(let number) = value { value = .number(number + Double(amount)) }
            }
        }

        func reset() {}

        func record(_ value: Int64) { record(Double(value)) }

        func record(_ number: Double) {
            book.update(series) { value in
                guard case .histogram(var histogram) = value else { return }
                histogram.record(number)
                value = .histogram(histogram)
            }
        }

        func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    }
}
