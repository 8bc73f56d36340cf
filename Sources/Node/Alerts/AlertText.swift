import Delivery
import Identity
import Labels
import Wording

/// What an alert says, word for word, in Swedish. Made of ``AlertNews`` alone: it cannot say more than
/// that there is something to fetch. Spec: Alert#text.
struct AlertText {
    /// At most ``lineMaxBytes`` in UTF-8, and within the alphabet of an SMS.
    let line: String
    /// Of a letter.
    let subject: String
    /// Of a letter, with line feeds between its lines.
    let letter: String

    init(_ news: AlertNews) {
        let status = news.status.phrase.swedish.uppercased()
        let precedence = news.precedence.phrase.swedish
        let id = news.latest.hex.prefix(Self.idCharacters)
        let isOne = news.count == 1
        let what = "\(news.count) \(isOne ? "meddelande" : "meddelanden") att hämta"
        let which = isOne ? "Id" : "Senaste id"
        // Said twice, so that nobody who reads one end only takes it for the real thing.
        let end = news.status == .actual ? "" : " \(status)."
        line = "\(status). Budkavle: \(what), \(precedence). \(which) \(id).\(end)"
        subject = "\(status): Budkavle, \(precedence)"
        letter = """
            \(status)
            Det finns \(what) i Budkavle.

            Brådska: \(precedence)
            \(which): \(id)

            Vad det gäller står inte här. Läs vid noden: budkavle inbox show \(id)
            Brevet är skrivet av en maskin; svara inte på det.\(end)

            """
    }

    static let lineMaxBytes = 140
    /// Enough for `inbox show`.
    static let idCharacters = 12
}
