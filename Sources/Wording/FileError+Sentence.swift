package import Files
import Foundation

extension FileError: Worded {
    package var sentence: Sentence {
        switch self {
        case .notFound(let path):
            Sentence(
                sv: "\(path) finns inte.", en: "\(path) does not exist.",
                hint: Phrase(
                    sv: "Är sökvägen rätt? En relativ räknas från arbetskatalogen.",
                    en: "Is the path right? A relative one begins in the working directory."))
        case .alreadyExists(let path):
            Sentence(
                sv: "\(path) finns redan och skrivs inte över.",
                en: "\(path) exists already and is not overwritten.",
                hint: Phrase(
                    sv: "Välj ett annat namn, eller flytta undan det som ligger där.",
                    en: "Choose another name, or move away what lies there."))
        case .accessDenied(let path):
            Sentence(
                sv: "Rättighet till \(path) saknas.", en: "There is no permission for \(path).")
        case .isDirectory(let path):
            Sentence(
                sv: "\(path) är en katalog.", en: "\(path) is a directory.",
                hint: Phrase(sv: "Ange en fil.", en: "Give a file."))
        case .notDirectory(let path):
            Sentence(
                sv: "\(path) är ingen katalog.", en: "\(path) is no directory.",
                hint: Phrase(sv: "Ange en katalog.", en: "Give a directory."))
        case .spaceExhausted(let path):
            Sentence(
                sv: "Disken är full; \(path) skrevs inte.",
                en: "The disk is full; \(path) was not written.")
        case .tooLarge(let path, let limit):
            Sentence(
                sv: "\(path) är större än \(size(limit)), som är gränsen för en sådan fil.",
                en: "\(path) is larger than \(size(limit)), the limit of such a file.")
        case .exposed(let path, let mode):
            Sentence(
                sv: "\(path) är hemlig men kan läsas av andra (rättigheter \(octal(mode))).",
                en: "\(path) is private but open to others (mode \(octal(mode))).",
                hint: Phrase(
                    sv: "chmod 600 \(path), och fundera på om nyckeln kan vara röjd.",
                    en: "chmod 600 \(path), and consider whether the key may be compromised."))
        case .locked(let path):
            Sentence(
                sv: "En annan process använder \(path).", en: "Another process uses \(path).",
                hint: Phrase(sv: "Försök igen strax.", en: "Try again shortly."))
        case .pipeClosed:
            Sentence(sv: "Mottagaren av utdata är borta.", en: "Whoever read the output has gone.")
        case .failed(let operation, let path, let code):
            Sentence(
                sv: "\(path): \(operation.phrase.swedish) gick inte (\(systemText(code))).",
                en: "\(path): \(operation.phrase.english) failed (\(systemText(code))).")
        }
    }

    /// In MiB where that is a whole number.
    private func size(_ bytes: Int) -> String {
        bytes > 0 && bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) byte"
    }

    private func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }

    private func systemText(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension FileOperation {
    package var phrase: Phrase {
        switch self {
        case .open: Phrase(sv: "öppning", en: "opening")
        case .read: Phrase(sv: "läsning", en: "reading")
        case .write: Phrase(sv: "skrivning", en: "writing")
        case .create: Phrase(sv: "skapande", en: "creating")
        case .rename: Phrase(sv: "namnbyte", en: "renaming")
        case .remove: Phrase(sv: "borttagning", en: "removing")
        case .flush: Phrase(sv: "tömning till disk", en: "flushing")
        case .list: Phrase(sv: "listning", en: "listing")
        case .lock: Phrase(sv: "låsning", en: "locking")
        case .inspect: Phrase(sv: "undersökning", en: "inspecting")
        }
    }
}
