import Carriers
import Identity
import Notes
import Registry
import Speaking
import Wording

/// What `peers` prints.
struct PeersReport {
    let own: RelayID
    let peers: [RelayRecord]
    let answers: [RelayID: Result<PeerAnswer, CarrierError>]
    let replication: [RelayID: PeerReplication]
    let now: Timestamp

    /// Every relay that is not revoked answered.
    var isWell: Bool {
        answers.values.allSatisfy { if case .success = $0 { true } else { false } }
    }

    var isAnyCutOff: Bool { replication.values.contains { $0.cutOff != nil } }

    func show(by output: Output) throws {
        try output.show(document(in: output.language)) { output in
            output.show(table(output))
            for peer in peers {
                guard case .failure(let error) = answers[peer.id] else { continue }
                output.remark(error.advice.prefixed(peer.id.text))
            }
        }
    }

    // MARK: For people

    private func table(_ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Relä", en: "Relay"), Phrase(sv: "Adress", en: "Address"),
            Phrase(sv: "Certifikat", en: "Certificate"), Phrase(sv: "Svar", en: "Answer"),
            Phrase(sv: "Register", en: "Registry"), Phrase(sv: "Färskhet", en: "Freshness"),
            Phrase(sv: "Logg", en: "Log"),
        ])
        for peer in peers {
            let answer = try? answers[peer.id]?.get()
            table.add([
                peer.id == own
                    ? output.word(Phrase(sv: "\(own) (detta)", en: "\(own) (this one)"))
                    : peer.id.text,
                peer.url, String(peer.fingerprint.hex.prefix(Self.shownCharacters)),
                output.word(standing(of: peer)),
                answer.map { output.word($0.registry.phrase) } ?? "–",
                answer?.freshnessIssued.map { age(of: $0) } ?? "–",
                replication[peer.id].map { output.word($0.phrase) } ?? "–",
            ])
        }
        return table
    }

    private func standing(of peer: RelayRecord) -> Phrase {
        switch answers[peer.id] {
        case .success: Phrase(sv: "svarar", en: "answers")
        case .failure: Phrase(sv: "svarar inte", en: "does not answer")
        case nil:
            Phrase(
                sv: "återkallat \(peer.revocation?.at.rfc3339 ?? "")",
                en: "revoked \(peer.revocation?.at.rfc3339 ?? "")")
        }
    }

    private func age(of issued: Timestamp) -> String {
        let seconds = max(0, now.milliseconds(since: issued) / 1_000)
        return seconds < 7_200 ? "\(seconds / 60) min" : "\(seconds / 3_600) h"
    }

    private static let shownCharacters = 16

    // MARK: For programs

    private struct Document: Encodable {
        struct Peer: Encodable {
            struct Failure: Encodable {
                let code: String
                let message: String
                let hint: String?
            }

            let relay: String
            let isThisRelay: Bool
            let url: String
            /// SHA-256 of the certificate's DER.
            let fingerprint: String
            let receiptKey: String
            let revokedAt: String?
            let compromisedSince: String?
            /// Missing where a revoked relay was not asked.
            let answers: Bool?
            let failure: Failure?
            let registry: String?
            let freshnessIssued: String?
            let secondsAhead: Int64?
            /// Missing for this relay itself.
            let replication: PeerReplication?
        }

        let peers: [Peer]
    }

    private func document(in language: Language) -> Document {
        Document(
            peers: peers.map { peer in
                let answer = answers[peer.id]
                let told = try? answer?.get()
                return Document.Peer(
                    relay: peer.id.text, isThisRelay: peer.id == own, url: peer.url,
                    fingerprint: peer.fingerprint.hex, receiptKey: peer.receiptKey.vkey,
                    revokedAt: peer.revocation?.at.rfc3339,
                    compromisedSince: peer.revocation?.compromisedSince?.rfc3339,
                    answers: answer.map { _ in told != nil },
                    failure: answer.flatMap { failure(in: $0, language) },
                    registry: told?.registry.rawValue,
                    freshnessIssued: told?.freshnessIssued?.rfc3339,
                    secondsAhead: told?.secondsAhead,
                    replication: peer.id == own ? nil : replication[peer.id])
            })
    }

    private func failure(
        in answer: Result<PeerAnswer, CarrierError>, _ language: Language
    ) -> Document.Peer.Failure? {
        guard case .failure(let error) = answer else { return nil }
        let label = Mirror(reflecting: error).children.first?.label ?? String(describing: error)
        let sentence = error.advice
        return Document.Peer.Failure(
            code: "CarrierError.\(label)", message: sentence.text[language],
            hint: sentence.hint?[language])
    }
}

extension PeerAnswer.Registry {
    fileprivate var phrase: Phrase {
        switch self {
        case .same: Phrase(sv: "samma", en: "the same")
        case .behind: Phrase(sv: "äldre", en: "older")
        case .ahead: Phrase(sv: "nyare", en: "newer")
        case .differs: Phrase(sv: "skiljer sig", en: "differs")
        }
    }
}
