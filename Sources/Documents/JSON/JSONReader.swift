import CJansson

/// Reads RFC 8259 strictly: UTF-8 without byte order mark, no repeated keys, no lone surrogates, no
/// `\u0000`, no number that would have to be rounded to fit, nothing after the value.
///
/// By Jansson. Decision: 0014.
package enum JSONReader {
    package static let depthMaxLevels = 64

    /// - Throws: ``DocumentsError``: length, ``DocumentsError/encodingInvalid(offset:)``,
    ///   ``DocumentsError/jsonInvalid(_:at:)``, ``DocumentsError/jsonTooDeep(limitLevels:path:)``.
    package static func read(_ document: [UInt8]) throws(DocumentsError) -> JSONNode {
        try DocumentLimit.check(document)
        if let offset = firstInvalidUTF8(in: document) { throw .encodingInvalid(offset: offset) }
        // Jansson takes a zero byte between tokens for the end and would leave the rest unread.
        if let offset = document.firstIndex(of: 0) {
            throw .jsonInvalid(.syntax, at: TextPosition(of: offset, in: document))
        }
        var failure = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
        let value = unsafe document.withUnsafeBytes { bytes in
            // Safety: read during the call only.
            unsafe json_loadb(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags,
                &failure)
        }
        guard let value = unsafe value else { throw DocumentsError(failure) }
        // Safety: ours alone; nodes hold copies of what is in it.
        defer { unsafe json_decref(value) }
        return try unsafe node(value, level: 0) { "$" }
    }

    /// Safety: `value` is alive during the call, as the root that holds it is.
    private static func node(
        _ value: UnsafeMutablePointer<json_t>, level: Int, path: () -> String
    ) throws(DocumentsError) -> JSONNode {
        switch unsafe value.pointee.type {
        case JSON_OBJECT: return .object(try unsafe members(of: value, level: level + 1, path))
        case JSON_ARRAY: return .array(try unsafe elements(of: value, level: level + 1, path))
        case JSON_STRING:
            return unsafe .string(text(json_string_value(value), json_string_length(value)))
        case JSON_INTEGER: return .integer(Int64(unsafe json_integer_value(value)))
        case JSON_REAL: return .real(unsafe json_real_value(value))
        case JSON_TRUE: return .boolean(true)
        case JSON_FALSE: return .boolean(false)
        default: return .null
        }
    }

    private static func members(
        of object: UnsafeMutablePointer<json_t>, level: Int, _ path: () -> String
    ) throws(DocumentsError) -> [JSONMember] {
        try check(level: level, path)
        var members: [JSONMember] = []
        var place = unsafe json_object_iter(object)
        while let current = unsafe place {
            let key = unsafe text(
                json_object_iter_key(current), json_object_iter_key_len(current))
            if let value = unsafe json_object_iter_value(current) {
                let node = try unsafe node(value, level: level) { "\(path()).\(key)" }
                members.append(JSONMember(key: key, node: node))
            }
            unsafe place = json_object_iter_next(object, current)
        }
        return members
    }

    private static func elements(
        of array: UnsafeMutablePointer<json_t>, level: Int, _ path: () -> String
    ) throws(DocumentsError) -> [JSONNode] {
        try check(level: level, path)
        var nodes: [JSONNode] = []
        for index in 0..<(unsafe json_array_size(array)) {
            if let value = unsafe json_array_get(array, index) {
                nodes.append(try unsafe node(value, level: level) { "\(path())[\(index)]" })
            }
        }
        return nodes
    }

    private static func check(level: Int, _ path: () -> String) throws(DocumentsError) {
        guard level <= depthMaxLevels else {
            throw .jsonTooDeep(limitLevels: depthMaxLevels, path: path())
        }
    }

    /// Jansson's texts are UTF-8, with a length.
    private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
        unsafe String(
            decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}

extension DocumentsError {
    fileprivate init(_ error: json_error_t) {
        // Jansson counts columns from 1, and says 0 where it has read nothing of the line.
        let position = TextPosition(
            line: max(1, Int(error.line)), column: max(1, Int(error.column)))
        let code = unsafe withUnsafePointer(to: error) { unsafe json_error_code($0) }
        switch code {
        case json_error_out_of_memory: self = .memoryExhausted
        case json_error_stack_overflow:
            self = .jsonTooDeep(limitLevels: JSONReader.depthMaxLevels, path: "$")
        case json_error_invalid_syntax: self = .jsonInvalid(.syntax, at: position)
        case json_error_premature_end_of_input: self = .jsonInvalid(.endMissing, at: position)
        case json_error_end_of_input_expected:
            self = .jsonInvalid(.contentAfterValue, at: position)
        case json_error_duplicate_key: self = .jsonInvalid(.keyRepeated, at: position)
        case json_error_null_character, json_error_null_byte_in_key:
            self = .jsonInvalid(.nulForbidden, at: position)
        case json_error_numeric_overflow: self = .jsonInvalid(.numberTooLarge, at: position)
        default: self = .jsonInvalid(.other(code: Int(code.rawValue)), at: position)
        }
    }
}
