/// How often and how much a store has committed since it was opened.
package struct CommitStatistics: Sendable, Hashable {
    /// Transactions, each with one flush.
    package private(set) var groups = 0
    package private(set) var jobs = 0
    /// Groups by their number of jobs: those of 1, of 2, of up to 4, 8, …, and of more than all
    /// that.
    package private(set) var sizes = [Int](repeating: 0, count: 13)

    package init() {}

    /// - Parameter jobs: of one group, at least 1.
    package mutating func add(_ jobs: Int) {
        groups += 1
        self.jobs += jobs
        let doublings = Int.bitWidth - max(0, jobs - 1).leadingZeroBitCount
        sizes[min(doublings, sizes.count - 1)] += 1
    }
}
