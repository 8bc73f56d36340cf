/// Finds private keys where only public material may be.
///
/// A net for mistakes, not for malice: it knows the forms that private keys usually lie in, among
/// them our own, and says nothing of a bare seed.
package enum PrivateMaterial {
    /// Whether `bytes` hold a private key in PEM, in the form of C2SP note keys, of age, a key
    /// ring or key file of ours, or are one in PKCS#8 or SEC 1 DER.
    package static func isPresent(in bytes: [UInt8]) -> Bool {
        if isDERPrivateKey(bytes) { return true }
        for start in bytes.indices {
            // Registries are large and rarely hold these letters: look closer at them alone.
            switch bytes[start] {
            case UInt8(ascii: "P"), UInt8(ascii: "A"), UInt8(ascii: "b"):
                if markers.contains(where: bytes[start...].starts) { return true }
            default: continue
            }
        }
        return false
    }

    private static let markers = [
        "PRIVATE KEY-----", "PRIVATE+KEY+", "AGE-SECRET-KEY-", "budkavle-key-ring v",
        "budkavle-key-file v",
    ].map { Array($0.utf8) }

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
