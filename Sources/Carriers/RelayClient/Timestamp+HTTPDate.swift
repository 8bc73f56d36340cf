package import Identity

extension Timestamp {
    /// Reads the date a server puts on its answers, `Sun, 06 Nov 1994 08:49:37 GMT`; `nil` for any
    /// other form.
    ///
    /// Source: RFC 9110 5.6.7, IMF-fixdate. The day of the week is not compared with the date.
    package init?(httpDate text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[0].count == 4, words[0].last == ",", words[5] == "GMT",
            words[1].count == 2, words[3].count == 4,
            let month = months.firstIndex(of: words[2])
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        do {
            try self.init(rfc3339: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
        } catch { return nil }
    }
}

extension Timestamp {
    /// As mail writes it, `Sun, 06 Nov 1994 08:49:37 +0000`.
    ///
    /// Source: RFC 5322 3.3.
    package var mailDate: String {
        let parts = rfc3339.split { "-T".contains($0) }
        let month = months[(Int(parts[1]) ?? 1) - 1]
        // The first of January 1970 was a Thursday.
        let day = days[Int(((seconds / 86_400 + 4) % 7 + 7) % 7)]
        return "\(day), \(parts[2]) \(month) \(parts[0]) \(parts[3].prefix(8)) +0000"
    }
}

private let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
private let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]
