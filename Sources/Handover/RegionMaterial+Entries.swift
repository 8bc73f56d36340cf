package import Identity
package import Ledger
import Policies
package import Registry

extension RegionMaterial {
    /// What a ledger says of the change from what was in force before: an entry for each note that is
    /// new. Freshness is renewed all the time, and is no change.
    package func entries(since earlier: RegionMaterial, at now: Timestamp) -> [LedgerFacts] {
        var entries: [LedgerFacts] = []
        if registry.head != earlier.registry.head {
            entries.append(LedgerFacts(.registry, saying: "head \(registry.head)", at: now))
        }
        let (edition, before) = (policies.latest?.edition, earlier.policies.latest?.edition)
        if let edition, edition != before {
            entries.append(
                LedgerFacts(
                    .policy, saying: "version \(edition.version) \(edition.digest.hex)", at: now))
        }
        entries += exercises.dropFirst(earlier.exercises.count).map {
            LedgerFacts(.exercise, saying: $0.statement.id.text, at: now)
        }
        entries += activations.dropFirst(earlier.activations.count).map {
            LedgerFacts(.activation, saying: $0.statement.id.text, at: now)
        }
        return entries
    }
}

extension LedgerFacts {
    /// That a registry was shown which contradicts the one in force; both notes are kept elsewhere.
    package init(_ evidence: RegistryEvidence, from source: String, at now: Timestamp) {
        self.init(
            .registry,
            saying: Self.contradiction
                + "\(evidence.chain.fileName) \(evidence.sequence) \(evidence.kind.rawValue) "
                + "from \(source)", at: now)
    }

    /// - Parameter words: a line of our own making.
    fileprivate init(_ event: LedgerEvent, saying words: String, at now: Timestamp) {
        self.init(event, at: now)
        // Who brought it may have a name that is no line: then the event alone is told.
        do { try setDetail(words) } catch {}
    }
}
