/// What one document may ask of us, beside its length.
package enum XMLLimits {
    package static let depthMaxElements = 32
    package static let elementsMaxCount = 50_000
    package static let attributesMaxCount = 64
    package static let nameMaxBytes = 256
    /// Expat copies the namespace's name to every name in it.
    package static let namespaceMaxBytes = 1_024
    /// Expat looks at a tag whole, and within it copies the namespace's name to every attribute.
    package static let markupMaxBytes = 16_384
    /// How far Expat's output may exceed its input. Without document types it hardly can; should one
    /// ever get past ``ExpatParser``, this stops its entities.
    static let amplificationMaxFactor: Float = 2
}
