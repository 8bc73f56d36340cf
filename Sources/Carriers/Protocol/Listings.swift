/// `GET /v1/registry`: every signed note of the registry by its path in the directory of keys.
package struct RegistryListing: Hashable, Sendable, Codable {
    package let files: [String: String]
    package init(files: [String: String]) { self.files = files }
}

/// `GET /v1/exercises` and `GET /v1/activations`: signed notes.
package struct NoteListing: Hashable, Sendable, Codable {
    package let notes: [String]
    package init(notes: [String]) { self.notes = notes }
}
