package import Handover

extension RegionDirectoryError: Worded {
    package var sentence: Sentence {
        switch self {
        case .missing(let path):
            Sentence(
                sv: "\(path) finns inte eller är tom.", en: "\(path) is missing or empty.",
                hint: Phrase(
                    sv: "Lägg regionens Keys och Policies där.",
                    en: "Put the region's Keys and Policies there."))
        case .tooLong(let path, let limit):
            Sentence(
                sv: "\(path) är längre än \(limit) byte.",
                en: "\(path) is longer than \(limit) bytes.")
        case .unwritable(let path):
            Sentence(sv: "\(path) går inte att skriva.", en: "\(path) cannot be written.")
        }
    }
}
