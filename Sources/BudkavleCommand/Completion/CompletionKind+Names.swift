import ArgumentParser
import Node

// What shells offer for an option's value.

extension CompletionKind {
    static var actors: CompletionKind { .custom { words, _, _ in Candidates(words).actors } }

    /// The last of several, parted by commas.
    static var actorList: CompletionKind {
        .custom { words, _, prefix in list(of: Candidates(words).actors, after: prefix) }
    }

    static var forumList: CompletionKind {
        .custom { words, _, prefix in list(of: Candidates(words).forums, after: prefix) }
    }

    static var audiences: CompletionKind {
        .custom { words, _, _ in Candidates(words).audiences }
    }

    static var grounds: CompletionKind { .custom { words, _, _ in Candidates(words).grounds } }

    static var levels: CompletionKind { .custom { words, _, _ in Candidates(words).levels } }

    static var received: CompletionKind {
        .custom { words, _, _ async in await Candidates(words).messages(.inbox) }
    }

    static var sent: CompletionKind {
        .custom { words, _, _ async in await Candidates(words).messages(.outbox) }
    }

    /// Each name with what stands before it; one that is there already is not offered again.
    private static func list(of names: [String], after prefix: String) -> [String] {
        let parts = prefix.split(separator: ",", omittingEmptySubsequences: false)
        let before = parts.dropLast().map { $0 + "," }.joined()
        let given = Set(parts.dropLast().map(String.init))
        return names.filter { !given.contains($0) }.map { before + $0 }
    }
}
