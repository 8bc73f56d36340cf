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

private let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]
