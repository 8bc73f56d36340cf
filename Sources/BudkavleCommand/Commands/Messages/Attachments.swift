import ContentWording
import Foundation
import Node
import Speaking
import Wording

// What the commands show of attachments, and how they are written out.

/// The folder of an exported message's attachments.
let attachmentsFolder = "attachments"

/// `–`, `2`, or `2 (1 …)` while one is on its way.
func attachmentCount(_ count: Int, pending: Int) -> String {
    if count == 0 { return "–" }
    return pending == 0 ? "\(count)" : "\(count) (\(pending) …)"
}

extension NodeSession {
    /// Has the node write a message's attachments into a directory, which is made where it is
    /// missing; `nil` when no directory is asked for.
    ///
    /// - Parameter exemplar: they go with, where a register is kept.
    func save(
        attachmentsOf message: InboxMessage, in directory: String?, with exemplar: Int?,
        by signIn: PersonSignIn?
    ) async throws -> SavedAttachments? {
        guard let directory else { return nil }
        let folder = URL(filePath: directory, directoryHint: .isDirectory).standardizedFileURL
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var path = folder.path(percentEncoded: false)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let reply = try await call(
            .saveAttachments(
                id: message.line.id, folder: path, exemplar: exemplar,
                by: try await signIn?.claim(self)))
        guard case .saved(let saved) = reply else { return nil }
        return saved
    }
}

extension Output {
    /// Every attachment with its state.
    func show(attachments: [AttachmentLine]) {
        guard !attachments.isEmpty else { return }
        var table = Table([
            Phrase(sv: "Bilaga", en: "Attachment"), Phrase(sv: "Storlek", en: "Size"),
            Phrase(sv: "Läge", en: "State"), Phrase(sv: "Namn hos avsändaren", en: "Sender's name"),
        ])
        for line in attachments {
            table.add([
                String(line.number), byteText(line.bytes), word(line.phrase),
                line.name,
            ])
        }
        say(Phrase(verbatim: ""))
        show(table)
        for line in attachments {
            guard let problem = line.problem?.sentence else { continue }
            say(problem.prefixed(String(line.number)))
        }
    }

    func show(saved: SavedAttachments?) {
        for saved in saved?.saved ?? [] {
            say(
                sv: "Bilaga \(saved.number): \(saved.path)",
                en: "Attachment \(saved.number): \(saved.path)")
        }
    }

    /// Those that could not be written, since they are not here.
    func remark(absent: [AttachmentLine]) {
        for line in absent {
            remark(
                Phrase(
                    sv: "Bilaga \(line.number) skrevs inte: \(line.phrase.swedish).",
                    en: "Attachment \(line.number) was not written: \(line.phrase.english)."))
        }
    }
}

/// In the largest unit that says enough.
private func byteText(_ bytes: UInt64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (bytes, 0)
    while value >= 10_240 && unit < units.count - 1 {
        value /= 1_024
        unit += 1
    }
    return "\(value) \(units[unit])"
}
