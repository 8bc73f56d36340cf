import Documents

/// Formats of labels, and of what stands around them, that are told apart so that a refusal can name
/// them.
package enum LabelFormat: String, CaseIterable, Sendable, Hashable {
    /// STANAG 4774, a label that stands for the originator's in another policy.
    case stanagAlternative
    /// STANAG 4774, the label of metadata.
    case stanagMetadata
    /// STANAG 4778, a label bound to data.
    case stanagBinding
    /// XEP-0258, in or without its message.
    case xmppSecurityLabel
    /// The XML of the spiffing library.
    case spiffingLabel, spiffingClearance
    /// A policy, as Open XML SPIF.
    case policyInformation
    /// An ESS label (RFC 2634), as XML or in BER.
    case essXML, essBER

    /// What the root of a document says it is.
    init?(_ root: DocumentElement) {
        switch (root.namespace, root.name) {
        case (ConfidentialityLabel.namespace, "alternativeConfidentialityLabel"):
            self = .stanagAlternative
        case (ConfidentialityLabel.namespace, "metadataConfidentialityLabel"):
            self = .stanagMetadata
        case ("urn:nato:stanag:4778:bindinginformation:1:0", _): self = .stanagBinding
        case (Self.xmpp, _): self = .xmppSecurityLabel
        case (_, "message") where root.children.contains { $0.namespace == Self.xmpp }:
            self = .xmppSecurityLabel
        case (Self.spiffing, "label"): self = .spiffingLabel
        case (Self.spiffing, "clearance"): self = .spiffingClearance
        case (_, "SPIF"): self = .policyInformation
        case ("", "ESSSecurityLabel"): self = .essXML
        default: return nil
        }
    }

    /// What the first bytes say it is: an ESS label is a SET (0x31), and ends where it says.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 2, bytes[0] == 0x31, Int(bytes[1]) == bytes.count - 2 else {
            return nil
        }
        self = .essBER
    }

    private static let xmpp = "urn:xmpp:sec-label:0"
    private static let spiffing = "http://surevine.com/xmlns/spiffy"
}
