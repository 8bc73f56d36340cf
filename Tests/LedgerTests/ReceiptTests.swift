import Identity
import Ledger
import Notes
import Primitives
import Testing

struct ReceiptTests {
    private func items(_ count: Int) -> [ReceiptItem] {
        (0..<count).map { ReceiptItem(MessageID(digest("message \($0)"))) }
    }

    private func accepted() throws -> Receipt {
        try Receipt(
            .accepted, of: items(3), issuer: .relay(RelayID("relay-1")), at: noon,
            log: .init(origin: "relay-1.example/ledger", size: 20_852_163))
    }

    private func opened() throws -> Receipt {
        let slot = ReceiptItem.SlotReference(
            digest: digest("slot"), key: try KeyID(bytes: digest("key").bytes.prefix(16)))
        return try Receipt(
            .opened, of: [ReceiptItem(MessageID(digest("message")), slot: slot)],
            issuer: .node(NodeID("vakt-1"), of: ActorID("sos-alarm")), at: noon,
            recipient: ActorID("sos-alarm"), detail: "visad på skärm 2")
    }

    @Test func `receipts read back what they wrote`() throws {
        for receipt in [try accepted(), try opened()] {
            #expect(try Receipt(parsing: receipt.text) == receipt)
        }
        #expect(
            try accepted().text.hasPrefix(
                """
                budkavle-receipt v1
                kind accepted
                issuer relay relay-1
                time \(noon.rfc3339)
                log relay-1.example/ledger 20852163
                message 
                """))
        #expect(try opened().text.contains("issuer node sos-alarm/vakt-1\n"))
    }

    @Test(arguments: ReceiptKind.allCases)
    func `every kind has a name of its own`(_ kind: ReceiptKind) throws {
        let receipt = try Receipt(
            kind, of: items(1), issuer: .relay(RelayID("relay-1")), at: noon)
        #expect(try Receipt(parsing: receipt.text).kind == kind)
    }

    @Test func `messages are sorted, named once, and not too many`() throws {
        let relay = ReceiptIssuer.relay(try RelayID("relay-1"))
        let receipt = try Receipt(
            .accepted, of: items(Receipt.itemsMax).reversed(), issuer: relay, at: noon)
        #expect(receipt.items.map(\.message) == items(Receipt.itemsMax).map(\.message).sorted())
        #expect(try Receipt(parsing: receipt.text) == receipt)
        #expect(throws: LedgerError.tooMany(part: "message", limit: Receipt.itemsMax)) {
            try Receipt(.accepted, of: items(Receipt.itemsMax + 1), issuer: relay, at: noon)
        }
        for wrong in [[], items(2) + items(1)] {
            #expect(throws: LedgerError.partInvalid(part: "message")) {
                try Receipt(.accepted, of: wrong, issuer: relay, at: noon)
            }
        }
    }

    @Test func `another form is refused`() throws {
        for good in [try accepted().text, try opened().text] {
            let lines = good.split(separator: "\n").map(String.init)
            for index in lines.indices.dropLast() {
                var swapped = lines
                swapped.swapAt(index, index + 1)
                let text = swapped.joined(separator: "\n") + "\n"
                #expect(throws: LedgerError.self, "\(index)") { try Receipt(parsing: text) }
            }
            for line in lines.indices {
                var doubled = lines
                doubled.insert(lines[line], at: line)
                let text = doubled.joined(separator: "\n") + "\n"
                #expect(throws: LedgerError.self, "\(line)") { try Receipt(parsing: text) }
            }
            for text in [good + "\n", String(good.dropLast()), good + "more\n", ""] {
                #expect(throws: LedgerError.self) { try Receipt(parsing: text) }
            }
        }
        let good = try opened().text
        for (part, other) in [
            ("kind opened", "kind Opened"), ("issuer node sos-alarm/vakt-1", "issuer node vakt-1"),
            ("issuer node sos-alarm/vakt-1", "issuer node sos-alarm/vakt-1/x"),
            ("issuer node sos-alarm/vakt-1", "issuer relay sos-alarm/vakt-1"),
            ("recipient sos-alarm", "recipient SOS-alarm"), (" slot ", " slut "),
            (" key ", " key  "), (noon.rfc3339, "2026-11-18T12:00:00.000Z"),
        ] {
            #expect(good.contains(part))
            #expect(throws: LedgerError.self, "\(other)") {
                try Receipt(parsing: good.replacing(part, with: other))
            }
        }
    }

    @Test func `a receipt counts under its issuer's key only`() throws {
        let relay = try signer("relay-1", 1)
        let node = try signer("sos-alarm/vakt-1", 2)
        func key(_ issuer: ReceiptIssuer) -> NoteKey? {
            switch issuer {
            case .relay(let id): id.text == "relay-1" ? relay.key : nil
            case .node(let id, _): id.text == "vakt-1" ? node.key : nil
            }
        }
        let receipt = try accepted()
        let verified = try receipt.signed(by: relay).verifiedReceipt(keyOf: key)
        #expect(verified.receipt == receipt)
        // Another known issuer's signature is not this one's.
        let forged = try receipt.signed(by: node)
        #expect(throws: LedgerError.note(.signatureMissing)) {
            try forged.verifiedReceipt(keyOf: key)
        }
        let stranger = try Receipt(
            .accepted, of: items(1), issuer: .relay(RelayID("relay-2")), at: noon)
        #expect(throws: LedgerError.issuerUnknown(.relay(try RelayID("relay-2")))) {
            try stranger.signed(by: relay).verifiedReceipt(keyOf: key)
        }
    }

    @Test func `every byte changed in a signed receipt is refused`() throws {
        let node = try signer("sos-alarm/vakt-1", 2)
        let good = try opened().signed(by: node).encoded
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") {
                _ = try SignedNote(parsing: bytes).verifiedReceipt { _ in node.key }
            }
        }
    }
}
