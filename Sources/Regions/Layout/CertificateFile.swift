import Files
import FoundationEssentials

/// A certificate as a file: DER, or the same in PEM (RFC 7468).
package enum CertificateFile {
    /// - Returns: DER.
    /// - Throws: ``RegionError/certificateInvalid(path:)``, `FileError`.
    package static func read(_ path: String) throws -> [UInt8] {
        let bytes = try File.read(path, limitBytes: certificateFileMaxBytes)
        if bytes.first == 0x30 { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.first == "-----BEGIN CERTIFICATE-----",
            lines.last == "-----END CERTIFICATE-----",
            let der = Data(base64Encoded: lines.dropFirst().dropLast().joined()), der.first == 0x30
        else { throw RegionError.certificateInvalid(path: path) }
        return Array(der)
    }
}

private let certificateFileMaxBytes = 64 * 1024
