/// How an envelope lies in a file or a request body: magic, length of the head, head, content.
/// Spec: Envelope#framing.
///
///     "budkavle" 0x01   9 bytes
///     length of head    4 bytes, big-endian
///     head              protobuf `Head`
///     content           exactly `Header.content_bytes` bytes
package enum EnvelopeFraming {
    package static let magic: [UInt8] = Array("budkavle".utf8) + [1]
    /// Magic and length.
    package static let prefixByteCount = 13

    /// Prefix and head; the content follows.
    package static func opening(of head: EnvelopeHead) -> [UInt8] {
        let encoded = head.encoded
        let length = UInt32(clamping: encoded.count)
        let bigEndian = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) }
        return magic + bigEndian + encoded
    }

    /// Length in bytes of the head that follows the first 13 bytes.
    ///
    /// - Throws: ``EnvelopeError/magicMissing``, ``EnvelopeError/truncated(offset:)``,
    ///   ``EnvelopeError/tooLong(part:limitBytes:)``.
    package static func headLength(inPrefix prefix: some Collection<UInt8>) throws(EnvelopeError)
        -> Int
    {
        let prefix = Array(prefix.prefix(prefixByteCount))
        guard prefix.starts(with: magic.prefix(prefix.count)) else { throw .magicMissing }
        guard prefix.count == prefixByteCount else { throw .truncated(offset: prefix.count) }
        let length = prefix[magic.count...].reduce(0) { $0 << 8 | Int($1) }
        guard length <= EnvelopeLimits.headMaxBytes else {
            throw .tooLong(part: "head", limitBytes: EnvelopeLimits.headMaxBytes)
        }
        return length
    }

    /// Takes a whole envelope from memory apart; the content is not yet compared with the header.
    ///
    /// - Throws: ``EnvelopeError`` with the offset at which bytes ran out or were left over.
    package static func split(
        _ bytes: [UInt8]
    ) throws(EnvelopeError) -> (envelope: ReceivedEnvelope, content: [UInt8]) {
        let headEnd = try prefixByteCount + headLength(inPrefix: bytes)
        guard bytes.count >= headEnd else { throw .truncated(offset: bytes.count) }
        let envelope = try ReceivedEnvelope(encodedHead: Array(bytes[prefixByteCount..<headEnd]))
        let content = Array(bytes[headEnd...])
        let expected = envelope.header.contentBytes
        if UInt64(content.count) < expected { throw .truncated(offset: bytes.count) }
        if UInt64(content.count) > expected {
            throw .trailingBytes(offset: headEnd + Int(clamping: expected))
        }
        return (envelope, content)
    }
}
