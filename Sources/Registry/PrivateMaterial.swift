/// Finds private keys where only public material may be.
///
/// A net for mistakes, not for malice: it knows the forms that private keys usually lie in, among
/// them our own, and says nothing of a bare seed.
package enum PrivateMaterial {
    /// Whether `bytes` hold a private key in PEM, in the form of C2SP note keys, of age, a key
    /// ring or key file of ours, or are one in PKCS#8 or SEC 1 DER.
    package static func isPresent(in bytes: [UInt8]) -> Bool {
        if isDERPrivateKey(bytes) { return true }
        for (offset, byte) in bytes.enumerated() where isPivot(byte) {
            if markers.contains(where: { $0.stands(in: bytes, pivotAt: offset) }) { return true }
        }
        return false
    }

    /// A text, and where its first letter stands that base64 rarely or never has: registries are
    /// large, and only there is looked closer.
    private struct Marker {
        let text: [UInt8]
        let pivot: Int

        init(_ text: String) {
            self.text = Array(text.utf8)
            pivot = self.text.firstIndex(where: isPivot) ?? 0
        }

        func stands(in bytes: [UInt8], pivotAt offset: Int) -> Bool {
            let start = offset - pivot
            guard start >= 0, start + text.count <= bytes.count else { return false }
            return bytes[start..<start + text.count].elementsEqual(text)
        }
    }

    private static func isPivot(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }

    private static let markers = [
        "PRIVATE KEY-----", "PRIVATE+KEY+", "AGE-SECRET-KEY-", "budkavle-key-ring v",
        "budkavle-key-file v",
    ].map(Marker.init)

    /// A sequence that opens with the version number 0 or 1; in a certificate it would open with
    /// another sequence.
    private static func isDERPrivateKey(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[0] == 0x30 else { return false }
        let lengthBytes = bytes[1] < 0x80 ? 0 : Int(bytes[1] & 0x7f)
        guard lengthBytes <= 2 else { return false }
        let content = bytes.dropFirst(2 + lengthBytes).prefix(3)
        return content.elementsEqual([0x02, 0x01, 0x00])
            || content.elementsEqual([0x02, 0x01, 0x01])
    }
}
