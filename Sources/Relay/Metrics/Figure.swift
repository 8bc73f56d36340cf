import Carriers

/// Everything a relay counts, with the names that dashboards depend on. Spec: Relay#metrics.
enum Figure: String, CaseIterable, Sendable {
    case messagesAccepted = "messages_accepted_total"
    case messagesKnown = "messages_known_total"
    case messagesRefused = "messages_refused_total"
    case messagesDenied = "messages_denied_total"
    case messagesDelivered = "messages_delivered_total"
    case messagesWithheld = "messages_withheld_total"
    case urgentBeyondReserve = "urgent_beyond_reserve_total"
    case receiptsTaken = "receipts_taken_total"
    case replicated = "replicated_total"
    case blobsTaken = "blobs_taken_total"
    case entriesExpired = "entries_expired_total"
    case bytesReceived = "bytes_received_total"
    case bytesSent = "bytes_sent_total"
    case answers = "answers_total"
    case problems = "problems_total"
    case storeErrors = "store_errors_total"
    case commitGroupJobs = "commit_group_jobs"
    case commitSeconds = "commit_seconds"
    case requestSeconds = "request_seconds"
    case mailboxWaitSeconds = "mailbox_wait_seconds"
    case connections
    case mailboxWaits = "mailbox_waits"
    case bodiesBytes = "bodies_bytes"
    case turnsWaiting = "turns_waiting"
    case ledgerEntries = "ledger_entries"
    case logEntries = "log_entries"
    case freshnessAge = "freshness_age_seconds"
    case viewAge = "view_age_seconds"
    case policyVersion = "policy_version"
    case concerns
    case peersBehind = "peers_entries_behind"
    case peersCutOff = "peers_cut_off"
    case syslogBehind = "syslog_entries_behind"
    case isReady = "ready"

    var name: String { "budkavle_relay_" + rawValue }

    var help: String {
        switch self {
        case .messagesAccepted: "Messages stored, by level and lane."
        case .messagesKnown: "Messages handed in again."
        case .messagesRefused: "Messages not taken, by the kind of problem."
        case .messagesDenied: "Failed gates of messages that policy did not permit."
        case .messagesDelivered: "Messages handed out."
        case .messagesWithheld: "Messages frozen at hand-out."
        case .urgentBeyondReserve:
            "Urgent messages beyond their actor's reserve, served as any other."
        case .receiptsTaken: "Receipts taken in."
        case .replicated: "Entries of other relays' logs, by relay and what became of them."
        case .blobsTaken: "Attachments stored whole."
        case .entriesExpired: "Entries forgotten at expiry."
        case .bytesReceived: "Bytes of bodies received."
        case .bytesSent: "Bytes of bodies sent."
        case .answers: "Answers by class of status."
        case .problems: "Problem documents by kind."
        case .storeErrors: "Writes the store did not do, by reason."
        case .commitGroupJobs: "Jobs that shared one durable commit."
        case .commitSeconds: "From handing something to the store until it was durable."
        case .requestSeconds: "From a request until its answer, by operation; mailboxes apart."
        case .mailboxWaitSeconds: "How long requests to a mailbox took, waits included."
        case .connections: "Open connections that a request came over."
        case .mailboxWaits: "Requests that wait for something to come."
        case .bodiesBytes: "Bytes of bodies being worked on."
        case .turnsWaiting: "Requests that wait for their turn."
        case .ledgerEntries: "Records of the ledger."
        case .logEntries: "Positions given in the log."
        case .freshnessAge: "Age of the freshness note; -1 without one."
        case .viewAge: "Since registry or policy in force changed last."
        case .policyVersion: "Version of the policy in force; 0 without one."
        case .concerns: "Things that lie ready and were not taken up."
        case .peersBehind: "Entries of other relays' logs not read yet, at most."
        case .peersCutOff: "Relays from which nothing is taken, since they told two stories."
        case .syslogBehind: "Entries of the ledger that the SIEM is not told of yet."
        case .isReady: "Whether /readyz says yes."
        }
    }

    var kind: MetricFamily.Kind {
        switch self {
        case .commitGroupJobs, .commitSeconds, .requestSeconds, .mailboxWaitSeconds: .histogram
        case .connections, .mailboxWaits, .bodiesBytes, .turnsWaiting, .ledgerEntries,
            .logEntries, .freshnessAge, .viewAge, .policyVersion, .concerns, .peersBehind,
            .peersCutOff, .syslogBehind, .isReady:
            .gauge
        default: .counter
        }
    }

    /// Whether it is counted apart by something; else it is shown from the start, as 0.
    var isLabelled: Bool {
        switch self {
        case .messagesAccepted, .messagesRefused, .messagesDenied, .answers, .problems,
            .storeErrors, .requestSeconds, .replicated:
            true
        default: false
        }
    }

    /// Upper bounds of a histogram's buckets, in the unit of its name.
    var bounds: [Double] {
        switch self {
        case .mailboxWaitSeconds: [0.01, 0.1, 1, 5, 10, 20, 30, 45, 60]
        case .commitGroupJobs: (0..<12).map { Double(1 << $0) }
        default: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
        }
    }
}
