import Identity
import Keystore
import Registry
package import Relay
import Storage
package import Wording

/// What can go wrong when a relay's directory is made.
enum RelaySetupError: Error, Equatable {
    case alreadyExists(path: String)
    /// An address is not `host:port`, or the one for administration is not this machine's.
    case addressInvalid
}

extension RelaySetupError: Worded {
    package var sentence: Sentence {
        switch self {
        case .alreadyExists(let path):
            Sentence(
                sv: "\(path) finns redan.", en: "\(path) exists already.",
                hint: Phrase(sv: "Välj en ny katalog.", en: "Choose a new directory."))
        case .addressInvalid:
            Sentence(
                sv: "Adresser skrivs värd:port; --admin är på den här maskinen.",
                en: "Addresses are written host:port; --admin is on this machine.")
        }
    }
}

extension RelayError: Worded {
    package var sentence: Sentence {
        switch self {
        case .fileUnreadable(let path):
            Sentence(sv: "\(path) går inte att läsa.", en: "\(path) cannot be read.")
        case .fileUnwritable(let path):
            Sentence(sv: "\(path) går inte att skriva.", en: "\(path) cannot be written.")
        case .configurationInvalid(let path, let line, let column, let defect):
            Sentence(
                sv: "\(path):\(line):\(column): \(defect.phrase.swedish)",
                en: "\(path):\(line):\(column): \(defect.phrase.english)")
        case .settingInvalid(let source, let defect):
            Sentence(
                sv: "\(source.described): \(defect.phrase.swedish)",
                en: "\(source.described): \(defect.phrase.english)")
        case .regionUnreadable(let error):
            error.sentence
        case .registryInvalid(let error): error.sentence
        case .registryWentBack:
            Sentence(
                sv: "Registret fortsätter inte det som gällde.",
                en: "The registry does not continue the one in force.",
                hint: Phrase(
                    sv: "Någon har lagt dit ett äldre eller ett annat register.",
                    en: "Somebody put an older or another registry there."))
        case .policyMissing:
            Sentence(
                sv: "Ingen undertecknad policy gäller.", en: "No signed policy is in force.",
                hint: Phrase(
                    sv: "budkavle policy sign, sedan budkavle policy freshen.",
                    en: "budkavle policy sign, then budkavle policy freshen."))
        case .relayUnregistered(let id):
            Sentence(
                sv: "Registret känner inte reläet \(id) med detta certifikat och denna nyckel.",
                en: "The registry does not know relay \(id) with this certificate and key.",
                hint: Phrase(
                    sv: "budkavle registry add relay, med två rotnycklar.",
                    en: "budkavle registry add relay, with two root keys."))
        case .identityInvalid:
            Sentence(
                sv: "Certifikat och nyckelring hör inte ihop.",
                en: "Certificate and key ring do not belong together.")
        case .cannotListen(let address):
            Sentence(
                sv: "Adressen \(address) är upptagen eller inte denna maskins.",
                en: "The address \(address) is taken or not this machine's.")
        }
    }
}

extension ConfigurationDefect {
    fileprivate var phrase: Phrase {
        switch self {
        case .notYAML: Phrase(sv: "går inte att läsa som YAML.", en: "cannot be read as YAML.")
        case .keyUnknown(let key):
            Phrase(sv: "inställningen \(key) finns inte.", en: "there is no setting \(key).")
        case .keyMissing(let key): Phrase(sv: "\(key) saknas.", en: "\(key) is missing.")
        case .valueInvalid(let key, let expected):
            Phrase(
                sv: "\(key) ska vara \(expected.phrase.swedish).",
                en: "\(key) must be \(expected.phrase.english).")
        }
    }
}

extension SettingForm {
    fileprivate var phrase: Phrase {
        switch self {
        case .name: Phrase(sv: "reläets namn", en: "the relay's name")
        case .address: Phrase(sv: "värd:port", en: "host:port")
        case .ownAddress:
            Phrase(sv: "värd:port på den här maskinen", en: "host:port of this machine alone")
        case .path: Phrase(sv: "en sökväg", en: "a path")
        case .digest: Phrase(sv: "SHA-256 i hexadecimal form", en: "SHA-256 in hexadecimal")
        case .wholeNumber(let bounds):
            Phrase(
                sv: "ett heltal från \(bounds.lowerBound) till \(bounds.upperBound)",
                en: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        case .oneOf(let words):
            Phrase(
                sv: "något av " + words.joined(separator: ", "),
                en: "one of " + words.joined(separator: ", "))
        }
    }
}

/// sysexits, as INTERFACE has it.
func exitCode(of error: any Error) -> Int32 {
    switch error {
    case is IdentityError, is RelaySetupError: 64
    case RelayError.cannotListen: 69
    case StorageError.inUse, StorageError.busy, StorageError.full: 75
    case StorageError.corrupt: 65
    case is KeystoreError, is RegistryError: 65
    default: 78
    }
}
