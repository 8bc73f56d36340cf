import Envelopes
import Foundation
import Node
import Regions
import Sealing
import Speaking
import Wording

/// Attachments sealed for an envelope that is about to be.
struct SealedFiles {
    let folder: AttachmentFolder
    private(set) var references: [AttachmentReference] = []
    private(set) var descriptions: [AttachmentDescription] = []
    /// Those that were not there before.
    private var made: [AttachmentReference] = []

    init(in folder: AttachmentFolder) { self.folder = folder }

    /// Seals files under a message's keys; what was sealed goes again when one of them fails.
    mutating func seal(
        _ files: [AttachmentFile], under keying: MessageKeying, _ output: Output?
    ) throws {
        let progress = output.map(ProgressLine.init)
        defer { progress?.end() }
        do {
            for (index, file) in files.enumerated() {
                let all = Int(clamping: file.description.bytes)
                let (reference, wasThere) = try folder.seal(
                    file.path, file.description, under: keying.attachmentKeys(index: index)
                ) { done in
                    progress?.show(
                        Int(clamping: done), of: all,
                        Phrase(sv: "Förseglar bilaga", en: "Sealing an attachment"))
                }
                references.append(reference)
                descriptions.append(file.description)
                if !wasThere { made.append(reference) }
            }
        } catch {
            takeBack()
            throw error
        }
    }

    /// The message that names them will not be.
    func takeBack() { folder.remove(made) }
}

/// A path from the working directory, links followed, as files to attach are named by.
func attachmentPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
}
