package import Identity
package import Speaking
package import Wording

/// Why a file is not taken in use as a backup.
package enum BackupError: Error, Equatable {
    case notABackup(path: String)
    case ofAnother(relay: RelayID, wanted: RelayID)
    /// Not one line, or too long for a record of the ledger.
    case reasonInvalid
}

extension BackupError: Worded {
    package var sentence: Sentence {
        switch self {
        case .notABackup(let path):
            Sentence(
                sv: "\(path) är inget som backup skrev.", en: "\(path) is nothing backup wrote.",
                hint: Phrase(
                    sv: "En kopia av katalogen läggs tillbaka som den är, om inget har "
                        + "undertecknats sedan dess.",
                    en: "A copy of the directory is put back as it is, if nothing was signed since."
                ))
        case .ofAnother(let relay, let wanted):
            Sentence(
                sv: "Säkerhetskopian är av \(relay), inte av \(wanted).",
                en: "The backup is of \(relay), not of \(wanted).",
                hint: Phrase(
                    sv: "Ett relä fortsätter bara sin egen logg.",
                    en: "A relay goes on with its own log alone."))
        case .reasonInvalid:
            Sentence(
                sv: "--reason ska vara en rad på högst 900 byte.",
                en: "--reason must be one line of at most 900 bytes.",
                hint: Phrase(
                    sv: "Till exempel: disken gick sönder, ärende 4711.",
                    en: "For instance: the disk broke, case 4711."))
        }
    }
}

extension BackupError: Advised {
    package var remedy: Remedy {
        switch self {
        case .notABackup, .ofAnother: .restore
        case .reasonInvalid: .seeHelp
        }
    }
}

extension BackupError: Ending {
    package var status: ExitStatus {
        switch self {
        case .notABackup, .ofAnother: .badData
        case .reasonInvalid: .usage
        }
    }
}
