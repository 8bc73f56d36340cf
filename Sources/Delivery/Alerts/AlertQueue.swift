package import Identity
package import Labels

/// What one subscription is still to be told, a line for each status and precedence.
///
/// Each message is counted in exactly one alert. An alert is fixed when it is first tried; what comes
/// meanwhile is gathered for the next. Whoever keeps the queue writes it down after every change, and
/// with ``arrived(_:at:)`` together with the message: then nothing is forgotten by a stop, and at most
/// the alert that was being tried is told twice, under one id.
package struct AlertQueue: Codable, Hashable, Sendable {
    private var lines: [Line] = []

    package init() {}

    /// Messages that nobody has been told of.
    package var waitingCount: Int {
        lines.reduce(0) { $0 + ($1.gathered?.news.count ?? 0) + ($1.trial?.alert.news.count ?? 0) }
    }

    /// Whether there is something to tell or to give up now.
    package func hasWork(at now: Timestamp, besides underWay: Set<String>) -> Bool {
        lines.contains { line in
            var line = line
            return line.isDue(at: now, besides: underWay)
                || !line.expire(at: now, besides: underWay).isEmpty
        }
    }

    package mutating func arrived(_ news: AlertNews, at now: Timestamp) {
        let index = place(of: news)
        if lines[index].gathered == nil {
            lines[index].gathered = Gathered(news: news, since: now)
        } else {
            lines[index].gathered?.news.add(news)
        }
    }

    /// The precedence of the most urgent alert that is due.
    ///
    /// - Parameter underWay: ids of those being tried.
    package func due(at now: Timestamp, besides underWay: Set<String>) -> Precedence? {
        lines.filter { $0.isDue(at: now, besides: underWay) }.map(\.precedence).min()
    }

    /// The most urgent alert that is due, to be tried once this queue is written down.
    ///
    /// - Parameter id: for a new one.
    package mutating func begin(
        as id: String, at now: Timestamp, besides underWay: Set<String>
    ) -> Alert? {
        let due = lines.indices.filter { lines[$0].isDue(at: now, besides: underWay) }
        guard let index = due.min(by: { lines[$0].precedence < lines[$1].precedence }) else {
            return nil
        }
        return lines[index].begin(as: id, at: now)
    }

    /// Takes note of what came of an attempt.
    ///
    /// - Returns: the alert where it is over, told or given up.
    package mutating func ended(
        _ id: String, _ end: AlertEnd, at now: Timestamp, jitter: UInt64
    ) -> Alert? {
        guard let index = lines.firstIndex(where: { $0.trial?.alert.id == id }) else { return nil }
        return lines[index].ended(end, at: now, jitter: jitter)
    }

    /// Gives up what nobody can fetch any more.
    package mutating func expire(at now: Timestamp, besides underWay: Set<String>) -> [AlertNews] {
        lines.indices.flatMap { lines[$0].expire(at: now, besides: underWay) }
    }

    private mutating func place(of news: AlertNews) -> Int {
        let known = lines.firstIndex {
            $0.status == news.status && $0.precedence == news.precedence
        }
        if let known { return known }
        lines.append(Line(status: news.status, precedence: news.precedence))
        return lines.count - 1
    }
}

extension AlertQueue {
    private struct Gathered: Codable, Hashable {
        var news: AlertNews
        let since: Timestamp
    }

    private struct Trial: Codable, Hashable {
        let alert: Alert
        var failures = 0
        var notBefore: Timestamp
    }

    private struct Line: Codable, Hashable {
        let status: StatusKind
        let precedence: Precedence
        var gathered: Gathered?
        var trial: Trial?
        var restsUntil: Timestamp?

        func isDue(at now: Timestamp, besides underWay: Set<String>) -> Bool {
            if let trial {
                return !underWay.contains(trial.alert.id)
                    && isOver(trial.notBefore, Backoff.delayMaxSeconds, at: now)
            }
            guard let gathered else { return false }
            let pace = AlertPace(precedence)
            return isOver(
                gathered.since.adding(seconds: pace.gatherSeconds), pace.gatherSeconds, at: now)
                && restsUntil.map { isOver($0, pace.restSeconds, at: now) } ?? true
        }

        /// Whether a pause is over that was to be at most so long; one that ends later than that was
        /// begun before the clock was set back, and would silence somebody for as long.
        private func isOver(_ end: Timestamp, _ seconds: Int64, at now: Timestamp) -> Bool {
            end <= now || end > now.adding(seconds: seconds)
        }

        mutating func begin(as id: String, at now: Timestamp) -> Alert? {
            if let trial { return trial.alert }
            guard let gathered else { return nil }
            let alert = Alert(id: id, gathered.news, made: now)
            trial = Trial(alert: alert, notBefore: now)
            self.gathered = nil
            return alert
        }

        mutating func ended(_ end: AlertEnd, at now: Timestamp, jitter: UInt64) -> Alert? {
            guard let alert = trial?.alert else { return nil }
            switch end {
            case .failed(let asked):
                trial?.failures += 1
                let delay = Backoff.delayMilliseconds(
                    round: trial?.failures ?? 1, jitter: jitter)
                let least = min(max(asked, 0), Backoff.delayMaxSeconds) * 1_000
                trial?.notBefore = Timestamp(
                    clampingMilliseconds: now.milliseconds + max(delay, least))
                return nil
            case .told, .refused:
                trial = nil
                restsUntil = now.adding(seconds: AlertPace(precedence).restSeconds)
                return alert
            }
        }

        mutating func expire(at now: Timestamp, besides underWay: Set<String>) -> [AlertNews] {
            var lost: [AlertNews] = []
            if let alert = trial?.alert, alert.news.expires <= now, !underWay.contains(alert.id) {
                lost.append(alert.news)
                trial = nil
            }
            if let news = gathered?.news, news.expires <= now {
                lost.append(news)
                gathered = nil
            }
            return lost
        }
    }
}
