/// A text as it stands in a page, in an element or between quotes.
func escaped(_ text: String) -> String {
    text.reduce(into: "") { out, character in
        switch character {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        default: out.append(character)
        }
    }
}
