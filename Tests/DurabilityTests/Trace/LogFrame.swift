import Foundation

/// A frame of SQLite's write-ahead log as it was written: a page and what is said of it.
///
/// Source: sqlite.org/fileformat2.html, section 4.1.
struct LogFrame {
    /// Whether it ends a transaction: only then does SQLite take it, and those before it, for
    /// written.
    let isCommit: Bool
    let page: Data
    /// The line on which all of it had been handed to the kernel.
    let ends: Int

    private static let headerByteCount: Int64 = 24

    /// The frames that were written to `log`, in that order. Each is two writes: 24 bytes, then the
    /// page behind them.
    static func written(to log: String, in calls: [NamedCall]) -> [LogFrame] {
        let writes = calls.filter { $0.target == .file(log) && $0.call.name == "pwrite64" }
        return zip(writes, writes.dropFirst()).compactMap { header, page in
            guard let place = header.wholeWrite, let pagePlace = page.wholeWrite,
                place.count == headerByteCount, pagePlace.offset == place.offset + headerByteCount,
                let said = header.call.bytes(1), let content = page.call.bytes(1),
                said.count == headerByteCount, let ends = page.ends
            else { return nil }
            // Bytes 4–7: the size of the database after a commit, else zero.
            return LogFrame(
                isCommit: said.dropFirst(4).prefix(4).contains { $0 != 0 }, page: content,
                ends: ends)
        }
    }
}

extension NamedCall {
    /// Where and how much `pwrite64` wrote; `nil` when it did not write all it was given.
    fileprivate var wholeWrite: (offset: Int64, count: Int64)? {
        guard let count = call.number(2), let offset = call.number(3), result == count else {
            return nil
        }
        return (offset, count)
    }
}
