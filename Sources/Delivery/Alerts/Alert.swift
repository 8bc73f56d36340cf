package import Identity
package import Labels

/// What there is to tell of messages that came: nothing but whether they are actual, how urgent, how
/// many, and an id. Level, sender, kind, subject and content are not known here at all, so no text
/// that is made of it can say them.
package struct AlertNews: Codable, Hashable, Sendable {
    package let status: StatusKind
    package let precedence: Precedence
    package fileprivate(set) var count: Int
    /// The one that came last.
    package fileprivate(set) var latest: MessageID
    /// When the last of them can be fetched no more.
    package fileprivate(set) var expires: Timestamp

    /// Of one message, or of several with the one that came last.
    package init(
        _ message: MessageID, _ status: StatusKind, _ precedence: Precedence, count: Int = 1,
        expires: Timestamp
    ) {
        (self.status, self.precedence) = (status, precedence)
        (self.count, latest, self.expires) = (count, message, expires)
    }

    /// Takes in what came later, of the same status and precedence.
    mutating func add(_ later: AlertNews) {
        count += later.count
        latest = later.latest
        expires = max(expires, later.expires)
    }
}

/// What somebody is told once. However often it is tried, it stays as it is. Spec: Alert.
package struct Alert: Codable, Hashable, Sendable {
    /// 16 random bytes in hexadecimal: by it servers know a repetition.
    package let id: String
    package let news: AlertNews
    package let made: Timestamp

    package init(id: String, _ news: AlertNews, made: Timestamp) {
        (self.id, self.news, self.made) = (id, news, made)
    }
}

/// What came of an attempt to tell it.
package enum AlertEnd: Hashable, Sendable {
    case told
    /// Not now; `retryAfterSeconds` is what the other side asks for.
    case failed(retryAfterSeconds: Int64)
    /// For good: it is given up.
    case refused
}
