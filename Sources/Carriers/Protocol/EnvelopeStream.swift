/// Many framed envelopes in one body: for each, its length in four bytes, big-endian, and itself.
/// Spec: Relay#streams.
package enum EnvelopeStream {
    package static func encode(_ envelopes: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(envelopes.reduce(0) { $0 + $1.count + 4 })
        for envelope in envelopes { FrameCursor.append(envelope, to: &out) }
        return out
    }

    /// - Throws: ``FrameError`` with the offset of the first defect; nothing is taken from a stream
    ///   that is broken anywhere.
    package static func decode(
        _ body: [UInt8], envelopeMaxBytes: Int = RelayProtocol.Limit.envelopeMaxBytes,
        envelopesMax: Int = RelayProtocol.Limit.framesMax
    ) throws(FrameError) -> [[UInt8]] {
        var cursor = FrameCursor(body)
        var envelopes: [[UInt8]] = []
        while !cursor.isAtEnd {
            guard envelopes.count < envelopesMax else {
                throw FrameError(.tooMany(limit: envelopesMax))
            }
            envelopes.append(try cursor.lengthPrefixed(maxBytes: envelopeMaxBytes))
        }
        return envelopes
    }
}
