/// What is said in English has no Swedish in it but what it quotes, and names: of statutes, and of
/// those who have them.
package enum EnglishText {
    package static func hasSwedishLetters(_ text: String) -> Bool {
        let own = text.replacing(/“[^”]*”/, with: "")
        let rest = names.reduce(own) { $0.replacing($1, with: "") }
        return rest.contains { "åäöÅÄÖ".contains($0) }
    }

    private static let names = ["SäkF", "SäkL", "Försvarsmakten"]
}
