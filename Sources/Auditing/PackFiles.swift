package import Ledger

/// A pack's files, wherever they lie.
package struct PackFiles: Sendable {
    /// Every path, `pack.note` too.
    package let paths: Set<String>
    /// The bytes at one of them.
    package let read: @Sendable (String) throws -> [UInt8]

    package init(paths: Set<String>, read: @escaping @Sendable (String) throws -> [UInt8]) {
        self.paths = paths
        self.read = read
    }

    package init(_ files: [String: [UInt8]]) {
        self.init(paths: Set(files.keys)) { path in files[path] ?? [] }
    }

    /// The bytes, or `nil` where there are none to be had.
    func content(_ path: String) -> [UInt8]? { paths.contains(path) ? try? read(path) : nil }

    /// Paths in a folder, sorted; the folder's name is left in.
    func paths(in folder: String) -> [String] {
        paths.filter { $0.hasPrefix(folder + "/") }.sorted()
    }
}

/// Where things lie in a pack.
///
///     pack.note                                   what is in it, signed by its maker
///     Keys/…  Policies/…                          as in a region's directory
///     logs/relay/relay-1/checkpoint               the largest tree, as the log signed it
///     logs/relay/relay-1/cosigned                 the tree most witnesses have cosigned, if any
///     logs/relay/relay-1/seen/<size>.checkpoint   trees the maker was shown, forks included
///     logs/relay/relay-1/tile/…                   tiles and entries of the largest tree
///     receipts/<SHA-256>.note
///     entries/<log>-<number>.tlog-proof           entries that are opened
///     archive/…                                   what their decisions rested on, by digest
package enum PackLayout {
    package static let keys = "Keys"
    package static let bundle = "Policies/bundle.note"
    package static let logs = "logs"
    package static let receipts = "receipts"
    package static let entries = "entries"
    package static let archive = "archive"

    /// The folder of a log, from its origin without the region.
    package static func folder(of issuer: ReceiptIssuer) -> String {
        switch issuer {
        case .relay(let id): "\(logs)/relay/\(id)"
        case .node(let id, let actor): "\(logs)/node/\(actor)/\(id)"
        }
    }

    package static func entry(_ index: UInt64, of issuer: ReceiptIssuer) -> String {
        let log =
            switch issuer {
            case .relay(let id): "relay-\(id)"
            case .node(let id, let actor): "node-\(actor)-\(id)"
            }
        return "\(entries)/\(log)-\(index).tlog-proof"
    }
}
