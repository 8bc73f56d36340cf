import Relay

/// What `backup` writes: a store in one file, and attachments in a folder of its name beside it.
///
///     FILE                                  the store; it gets its name last
///     FILE.blobs/<message id>/<digest>      attachments that came whole
struct BackupFile {
    let path: String

    init(_ path: String) { self.path = path }

    var blobsPath: String { path + ".blobs" }
    var blobs: BlobFolder { BlobFolder(blobsPath) }
}
