import AsyncHTTPClient
import FoundationEssentials
package import Identity
import Labels
import NIOCore
import NIOHTTP1
package import NIOPosix
package import Registry
import Synchronization

/// Speaks to one relay, over connections that are kept and each trust one certificate alone that is
/// registered of it.
///
/// Each ``Way`` has connections of its own, so nothing slow on one holds up another.
///
/// Safe to use from many tasks at once. Must be shut down with ``shutdown()``.
package final class RelayClient: Sendable {
    /// `https://host:port`.
    package let address: String
    private let http: [Way: HTTPClient]
    private let pins: RelayPins
    private let ahead = Mutex<Int64?>(nil)
    let options: Options

    package struct Options: Sendable {
        package var connectTimeoutSeconds: Int64 = 5
        /// For everything but the wait of a poll, which is added.
        package var answerTimeoutSeconds: Int64 = 30
        /// Of each way.
        package var connectionsMax = 8
        /// A kept connection is given up after this long without use.
        package var idleMaxSeconds: Int64 = 60
        package var answerMaxBytes = 64 * 1024 * 1024
        /// This machine's clock, which is compared with the dates on the relay's answers and says
        /// which certificates are the relay's still.
        package var clock: @Sendable () -> Timestamp = {
            Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }

        package init() {}
    }

    /// Requests that may wait for each other; those of different ways do not.
    package enum Way: CaseIterable, Sendable {
        /// Flash and immediate messages.
        case urgent
        /// All other messages.
        case bulk
        /// The mailbox, which is waited at.
        case mailbox
        /// Attachments, piece by piece.
        case blobs
        /// Whatever else: documents, receipts, the ledger.
        case other
    }

    /// - Parameters:
    ///   - address: as registered: `https://host:port`, without path.
    ///   - certificates: as registered; see ``trust(_:)``.
    /// - Throws: ``CarrierError/addressInvalid(text:)``, ``CarrierError/identityInvalid``.
    package init(
        address: String, certificates: RelayCertificates, identity: TLSIdentity,
        options: Options = Options(),
        eventLoopGroup: MultiThreadedEventLoopGroup = .singleton
    ) throws(CarrierError) {
        guard let parts = URLComponents(string: address), parts.scheme == "https",
            parts.host?.isEmpty == false, parts.path.isEmpty || parts.path == "/",
            parts.query == nil, parts.user == nil
        else { throw .addressInvalid(text: address) }
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.options = options
        pins = try RelayPins(certificates, identity)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(options.connectTimeoutSeconds)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(options.idleMaxSeconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            options.connectionsMax
        // Whoever retries is above, with back-off and other relays to choose from.
        configuration.connectionPool.retryConnectionEstablishment = false
        let ready = configuration
        http = Dictionary(
            uniqueKeysWithValues: Way.allCases.map { way in
                (
                    way,
                    HTTPClient(
                        eventLoopGroupProvider: .shared(eventLoopGroup), configuration: ready)
                )
            })
    }

    /// For a relay that is known by one certificate, DER.
    ///
    /// - Throws: as ``init(address:certificates:identity:options:eventLoopGroup:)``.
    package convenience init(
        address: String, relayCertificate: [UInt8], identity: TLSIdentity,
        options: Options = Options()
    ) throws(CarrierError) {
        try self.init(
            address: address, certificates: RelayCertificates(MachineCertificate(relayCertificate)),
            identity: identity, options: options)
    }

    /// Believes the relay by what the registry says now. What is under way ends as it began.
    package func trust(_ certificates: RelayCertificates) { pins.trust(certificates) }

    /// How many seconds this machine's clock was ahead of the relay's at its latest answer, negative
    /// when behind; `nil` while none was dated.
    package var clockAheadSeconds: Int64? { ahead.withLock { $0 } }

    /// Closes all connections; what is under way fails with ``Unreachable/cancelled``.
    package func shutdown() async {
        for client in http.values {
            // Fails only when called twice, which is harmless.
            do { try await client.shutdown() } catch {}
        }
    }

    func get(
        _ path: String, over way: Way = .other, version: String? = nil,
        answerTimeoutSeconds: Int64? = nil
    ) async throws(CarrierError) -> Answer {
        var request = HTTPClientRequest(url: address + path)
        if let version { request.headers.add(name: "If-None-Match", value: version) }
        return try await send(request, over: way, timeoutSeconds: answerTimeoutSeconds)
    }

    func post(
        _ path: String, over way: Way = .other, mediaType: String, precedence: Precedence? = nil,
        body: [UInt8]
    ) async throws(CarrierError) -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: mediaType)
        if let precedence {
            request.headers.add(
                name: RelayProtocol.Header.precedence, value: precedence.rawValue)
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await send(request, over: way, timeoutSeconds: nil)
    }

    /// Asks by each of the relay's certificates until it shows one of them.
    func send(
        _ request: HTTPClientRequest, over way: Way, timeoutSeconds: Int64?,
        answerMaxBytes: Int? = nil
    ) async throws(CarrierError) -> Answer {
        for pin in pins.valid(at: options.clock()) {
            do throws(CarrierError) {
                var request = request
                request.tlsConfiguration = pin.configuration
                let answer = try await sendOnce(
                    request, over: way, timeoutSeconds: timeoutSeconds,
                    answerMaxBytes: answerMaxBytes)
                pins.noteShown(pin)
                return answer
            } catch {
                // The handshake failed, so nothing was asked yet.
                guard error == .unreachable(.peerUntrusted) else { throw error }
            }
        }
        throw .unreachable(.peerUntrusted)
    }

    private func sendOnce(
        _ request: HTTPClientRequest, over way: Way, timeoutSeconds: Int64?, answerMaxBytes: Int?
    ) async throws(CarrierError) -> Answer {
        guard let http = http[way] else { throw .unreachable(.cancelled) }
        let answerMaxBytes = answerMaxBytes ?? options.answerMaxBytes
        let timeout = TimeAmount.seconds(timeoutSeconds ?? options.answerTimeoutSeconds)
        do {
            let response = try await http.execute(request, timeout: timeout)
            compareClocks(response.headers)
            let body = try await response.body.collect(upTo: answerMaxBytes)
            return Answer(
                status: Int(response.status.code), headers: response.headers,
                body: Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw .answerInvalid(.bodyTooLong(limitBytes: answerMaxBytes))
        } catch {
            throw .unreachable(Unreachable(error))
        }
    }

    private func compareClocks(_ headers: HTTPHeaders) {
        guard let text = headers.first(name: "Date"), let date = Timestamp(httpDate: text) else {
            return
        }
        let seconds = options.clock().seconds - date.seconds
        ahead.withLock { $0 = seconds }
    }

    /// An answer with its whole body.
    struct Answer {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]

        func header(_ name: String) throws(CarrierError) -> String {
            guard let value = headers.first(name: name) else {
                throw .answerInvalid(.headerMissing(name))
            }
            return value
        }

        /// A header that is a number; `nil` when it is not there or not one.
        func number(_ name: String) -> Int? { headers.first(name: name).flatMap { Int($0) } }

        func json<Value: Decodable>(_ type: Value.Type = Value.self) throws(CarrierError) -> Value {
            do { return try JSONDecoder().decode(type, from: Data(body)) } catch {
                throw .answerInvalid(.bodyMalformed)
            }
        }

        /// The problem document an error status came with.
        func problem() throws(CarrierError) -> Problem {
            guard status >= 400 else { throw .answerInvalid(.statusUnexpected(status)) }
            guard headers.first(name: "Content-Type") == RelayProtocol.MediaType.problem else {
                throw .answerInvalid(.statusUnexpected(status))
            }
            var problem: Problem = try json()
            // Whoever stands between may ask for time too.
            problem.retryAfterSeconds = problem.retryAfterSeconds ?? number("Retry-After")
            return problem
        }

        /// - Throws: ``CarrierError/refused(_:)`` for anything but `expected`.
        func expect(_ expected: Int) throws(CarrierError) {
            guard status != expected else { return }
            throw .refused(try problem())
        }
    }
}
