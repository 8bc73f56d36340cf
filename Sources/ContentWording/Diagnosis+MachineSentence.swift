import Node
import Wording

extension Diagnosis {
    var machineSentence: Sentence {
        switch self {
        case .coreDumpsOff:
            Sentence(
                sv: "Minnesdumpar är avstängda för programmet.",
                en: "Core dumps are off for this program.")
        case .coreDumpsOn:
            Sentence(
                sv: "Minnesdumpar går inte att stänga av; en krasch kan lägga nycklar i en fil.",
                en: "Core dumps cannot be turned off; a crash may put keys into a file.",
                hint: Phrase(
                    sv: "Stäng av dem för maskinen: ulimit -c 0 och systemd-coredump Storage=none.",
                    en: "Turn them off for the machine: ulimit -c 0 and systemd-coredump "
                        + "Storage=none."))
        case .swapAbsent:
            Sentence(sv: "Maskinen har ingen växling.", en: "The machine has no swap.")
        case .swapEncrypted(let areas):
            Sentence(
                sv: "Växlingen är krypterad eller i minnet: \(list(areas)).",
                en: "Swap is encrypted or in memory: \(list(areas)).")
        case .swapPlain(let areas):
            Sentence(
                sv: "Växlingen är inte känd som krypterad: \(list(areas)). Klartext kan hamna där.",
                en:
                    "Swap is not known to be encrypted: \(list(areas)). Plaintext may end up there.",
                hint: Phrase(
                    sv: "Stäng av den (swapoff -a) eller lägg den på en krypterad enhet.",
                    en: "Turn it off (swapoff -a) or put it on an encrypted device."))
        case .swapUnknown:
            Sentence(
                sv: "Maskinen säger inte om den växlar.",
                en: "The machine does not tell whether it swaps.",
                hint: Phrase(
                    sv: "Kontrollera för hand: swapon --show.", en: "Check by hand: swapon --show.")
            )
        default: diskSentence
        }
    }

    private var diskSentence: Sentence {
        switch self {
        case .diskSound(let path, let free):
            Sentence(
                sv: "\(path): \(size(free)) ledigt, skriver och tömmer till disk.",
                en: "\(path): \(size(free)) free, writes and flushes.")
        case .diskLow(let path, let free):
            Sentence(
                sv: "\(path): bara \(size(free)) ledigt.", en: "\(path): only \(size(free)) free.",
                hint: room)
        case .diskFull(let path, let free):
            Sentence(
                sv: "\(path): \(size(free)) ledigt; noden kan snart inte ta emot något.",
                en: "\(path): \(size(free)) free; soon the node can take nothing.", hint: room)
        case .diskReadOnly(let path):
            Sentence(
                sv: "\(path) går inte att skriva till.", en: "\(path) is read-only.",
                hint: Phrase(
                    sv: "Disken kan ha gått sönder: dmesg säger varför den blev skrivskyddad.",
                    en: "The disk may have failed: dmesg says why it became read-only."))
        case .flushFails(let path):
            Sentence(
                sv: "En fil i \(path) gick inte att skriva och tömma till disk.",
                en: "A file in \(path) could not be written and flushed.",
                hint: Phrase(
                    sv: "Kontrollera ägare och rättigheter (0700), och diskens hälsa: dmesg.",
                    en: "Check owner and rights (0700), and the disk's health: dmesg."))
        default:
            Sentence(
                sv: "Disken säger inte hur mycket som är ledigt.",
                en: "The disk does not tell how much is free.",
                hint: Phrase(sv: "Kontrollera för hand: df -h.", en: "Check by hand: df -h."))
        }
    }

    private var room: Phrase {
        Phrase(
            sv: "Frigör plats; inget som noden har lovat går förlorat under tiden.",
            en: "Make room; nothing the node has promised is lost meanwhile.")
    }

    var keysSentence: Sentence {
        switch self {
        case .ringReadable(let path, let keys):
            Sentence(
                sv: "\(path) går att läsa, nycklar: \(keys).",
                en: "\(path) can be read, keys: \(keys).")
        case .ringMissing(let path):
            Sentence(
                sv: "Nyckelringen \(path) finns inte eller får inte läsas.",
                en: "The key ring \(path) is missing or may not be read.",
                hint: Phrase(
                    sv:
                        "Kör som nodens användare; annars återläs katalogen eller gör noden på nytt.",
                    en: "Run as the node's user; else restore the directory or make the node anew."
                ))
        case .ringDamaged(let path):
            Sentence(
                sv: "Nyckelringen \(path) är skadad.", en: "The key ring \(path) is damaged.",
                hint: Phrase(
                    sv: "Använd den inte; återläs säkerhetskopian och utred vad som hänt.",
                    en: "Do not use it; restore the backup and find out what happened."))
        case .ringNotOpened(let path):
            Sentence(
                sv: "\(path) är inte upplåst, så att den är hel är inte prövat.",
                en: "\(path) was not unlocked, so that it is whole was not tried.",
                hint: Phrase(
                    sv: "budkavle doctor --key-file FIL prövar det.",
                    en: "budkavle doctor --key-file FILE tries it."))
        case .ringRefuses(let path):
            Sentence(
                sv: "Nyckelringen \(path) öppnas inte: fel nyckelfil eller fel lösenord.",
                en: "The key ring \(path) does not open: wrong key file or wrong passphrase.",
                hint: Phrase(
                    sv: "Ange den nyckelfil eller det lösenord som noden gjordes med (node init).",
                    en: "Give the key file or passphrase the node was made with (node init)."))
        case .keyFileUnreadable(let path):
            Sentence(
                sv: "Nyckelfilen \(path) finns inte, får inte läsas eller är ingen nyckelfil.",
                en: "The key file \(path) is missing, may not be read or is no key file.",
                hint: Phrase(
                    sv: "Rätta --key-file; filen ska vara ägarens egen (chmod 600).",
                    en: "Correct --key-file; the file must be its owner's alone (chmod 600)."))
        case .fileExposed(let path, let mode):
            Sentence(
                sv: "Andra än ägaren har rätt till \(path) (\(mode)).",
                en: "Others than the owner have rights to \(path) (\(mode)).",
                hint: Phrase(
                    sv: "chmod go= \(path) – och räkna nyckeln som röjd om någon kan ha läst den.",
                    en: "chmod go= \(path) – and count the key as lost if anybody may have read it."
                ))
        case .keyExpiring(let purpose, let owner, let until):
            Sentence(
                sv: "Nyckeln \(purpose) för \(owner) går ut \(until).",
                en: "The \(purpose) key of \(owner) expires at \(until).", hint: renew)
        default: expiredSentence
        }
    }

    private var expiredSentence: Sentence {
        guard case .keyExpired(let purpose, let owner, let until) = self else {
            return Sentence(sv: "Nycklarna är inte prövade.", en: "The keys were not checked.")
        }
        return Sentence(
            sv: "Nyckeln \(purpose) för \(owner) gick ut \(until).",
            en: "The \(purpose) key of \(owner) expired at \(until).", hint: renew)
    }

    private var renew: Phrase {
        Phrase(
            sv: "budkavle keys rotate, sedan budkavle node keys och en omstart.",
            en: "budkavle keys rotate, then budkavle node keys and a restart.")
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// In the largest unit that leaves a whole number of at least 10, else in MiB.
    private func size(_ bytes: UInt64) -> String {
        let mebibytes = bytes >> 20
        return mebibytes >= 10 * 1_024 ? "\(mebibytes >> 10) GiB" : "\(mebibytes) MiB"
    }
}
