import Files
import Identity
import Regions
import Registry
import Speaking
import Wording

/// A change of the registry: signed here and now where the rings are at hand, or written as a draft
/// for holders who sign apart.
struct RegistryChange {
    var editor: RegionEditor
    private let signing: SignerOptions
    private let draftPath: String?
    private let output: Output

    /// - Parameter drafting: `nil` where nothing can be left to sign.
    init(
        _ signing: SignerOptions, _ drafting: DraftOptions?, _ region: RegionOptions,
        _ output: Output
    ) throws {
        editor = try signing.editor(region, output)
        self.signing = signing
        self.output = output
        draftPath = drafting?.draft
    }

    var isDraft: Bool { draftPath != nil }

    /// - Parameters:
    ///   - before: puts in place what must be there before others see the note.
    ///   - done: what to say once the note is appended.
    mutating func make(
        _ statements: [RootStatement], before: () throws -> Void = {}, saying done: Phrase
    ) throws {
        if isDraft {
            let draft = try editor.draftRoot(statements)
            try before()
            return try write(draft)
        }
        let prepared = try editor.prepareRoot(statements)
        try before()
        let note = try editor.append(prepared)
        try conclude(note, saying: done)
    }

    /// As ``make(_:before:saying:)``, in an actor's sub-chain.
    ///
    /// - Parameter ring: the one with the actor's identity, where it is to sign.
    mutating func make(
        _ statements: [ActorStatement], of actor: ActorID, ring: () throws -> OpenedRing,
        before: () throws -> Void = {}, saying done: Phrase
    ) throws {
        if isDraft {
            let draft = try editor.draftActor(actor, statements)
            try before()
            return try write(draft)
        }
        let prepared = try editor.prepareActor(actor, statements, ring: ring())
        try before()
        let note = try editor.append(prepared)
        try conclude(note, saying: done)
    }

    /// Appends a draft that enough have signed.
    mutating func append(_ draft: NoteDraft, saying done: Phrase) throws {
        let note = try editor.append(draft)
        try conclude(note, saying: done)
    }

    /// Appends the first note of an actor behind that which added it.
    mutating func appendActor(
        _ actor: ActorID, _ statements: [ActorStatement], saying done: Phrase
    ) throws {
        let note = try editor.appendActor(actor, statements)
        try conclude(note, saying: done)
    }

    /// Writes a draft where `--draft` says, and shows it.
    func write(_ draft: NoteDraft) throws {
        guard let draftPath else { return }
        try File.write(draft.encoded, to: draftPath, replacing: false)
        let report = try DraftReport(draft, editor.registry.standing(of: draft), at: draftPath)
        try output.show(report) { report.tell($0) }
    }

    /// Called once the editor has the note: what it freshens is the registry as it is then.
    private func conclude(_ note: String, saying done: Phrase) throws {
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(done)
        }
    }
}

/// What a registry command says it wrote.
struct AppendedReport: Encodable {
    let note: String
    let registryHead: String
}
