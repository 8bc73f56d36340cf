import Files
import Foundation
import Identity
import Labels
import Node
import Policies
import Regions

/// Names that completion offers, as the region or node at hand has them.
///
/// Nothing is verified here and nothing is unlocked: what is offered saves typing and decides
/// nothing. Whatever cannot be read is passed over without a word, since there is a prompt on the
/// screen.
struct Candidates {
    private let words: [String]
    private let environment: [String: String]

    /// - Parameter words: the command line so far.
    init(
        _ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.words = words
        self.environment = environment
    }

    /// As the registry's folders are called.
    var actors: [String] {
        for keys in keyFolders {
            if let names = try? Folder.names(in: keys + "/actors"), !names.isEmpty { return names }
        }
        return []
    }

    var audiences: [String] {
        guard let policy else { return ["all"] }
        return ["all"] + policy.forums.keys.map { "forum:\($0)" }.sorted()
            + policy.groups.keys.map { "group:\($0)" }.sorted()
    }

    var forums: [String] { policy.map { $0.forums.keys.map(\.text).sorted() } ?? [] }

    var grounds: [String] { policy.map { $0.grounds.keys.map(\.text).sorted() } ?? [] }

    var levels: [String] { Level.allCases.map(\.name) }

    /// Ids of what has come, or of what was sent, while a node runs.
    func messages(_ call: NodeCall) async -> [String] {
        let client = NodeSocketClient(socket: NodeDirectory(nodeDirectory).socket)
        guard client.isThere, let reply = try? await client.call(call) else { return [] }
        switch reply {
        case .inbox(let lines): return lines.map { String($0.id.prefix(idShownCharacters)) }
        case .outbox(let lines): return lines.map { String($0.id.prefix(idShownCharacters)) }
        default: return []
        }
    }

    // MARK: Where

    private var keyFolders: [String] {
        [value(of: "--registry"), value(of: "--registry").map { $0 + "/Keys" }].compactMap { $0 }
            + regions.map { $0 + "/Keys" }
    }

    /// Where a region may lie, most likely first: named, here, the node's.
    private var regions: [String] {
        [value(of: "--region")].compactMap { $0 } + ["."]
            + [nodeDirectory.appending(path: "region").path(percentEncoded: false)]
    }

    private var nodeDirectory: URL {
        let named = value(of: "--node")
        let path = named.map { URL(filePath: $0, directoryHint: .isDirectory) }
        return path ?? NodeDirectory.standard(environment: environment)
    }

    /// The sources where they lie, else what a bundle holds.
    private var policy: Policy? {
        let named = value(of: "--policy")
        for place in [named].compactMap({ $0 }) + regions.map({ $0 + "/Policies" }) {
            if let files = try? PolicySources(directory: place).policyFiles, !files.isEmpty,
                let policy = try? Policy.compile(files: files)
            {
                return policy
            }
            let bundle = Folder.isThere(place) ? place + "/bundle.note" : place
            if let policy = Self.policy(ofBundle: bundle) { return policy }
        }
        return nil
    }

    private static func policy(ofBundle path: String) -> Policy? {
        guard let bytes = try? File.read(path, limitBytes: 16 << 20) else { return nil }
        // A note's text ends where the empty line before its signatures stands.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\n\n— ", options: .backwards),
            let note = try? BundleNote(text: text[..<end.lowerBound] + "\n")
        else { return nil }
        return try? Policy.compile(files: note.files)
    }

    /// The last value of an option among the words.
    private func value(of option: String) -> String? {
        if let joined = words.last(where: { $0.hasPrefix(option + "=") }) {
            return String(joined.dropFirst(option.count + 1))
        }
        guard let index = words.lastIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1].isEmpty ? nil : words[index + 1]
    }
}
