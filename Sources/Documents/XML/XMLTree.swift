/// Puts a tree together from starts, texts and ends, within ``XMLLimits``.
struct XMLTree {
    /// The element without parent, once it has ended.
    private(set) var root: DocumentElement?
    private var open: [Frame] = []
    private var elementCount = 0

    /// An element whose end has not come yet.
    private struct Frame {
        var element: DocumentElement
        var text: [UInt8] = []
    }

    /// The innermost element that has not ended; empty for none.
    var openName: String { open.last?.element.name ?? "" }

    mutating func start(_ element: DocumentElement) throws(XMLDefect) {
        guard open.count < XMLLimits.depthMaxElements else {
            throw .tooDeep(limitElements: XMLLimits.depthMaxElements)
        }
        elementCount += 1
        guard elementCount <= XMLLimits.elementsMaxCount else {
            throw .tooManyElements(limitCount: XMLLimits.elementsMaxCount)
        }
        open.append(Frame(element: element))
    }

    /// Text directly in the innermost element, in as many pieces as it comes in.
    mutating func append(_ text: some Sequence<UInt8>) {
        if let last = open.indices.last { open[last].text += text }
    }

    /// Ends the innermost element and hangs it below its parent, or makes it the root.
    mutating func end() {
        guard var frame = open.popLast() else { return }
        frame.element.text = String(decoding: frame.text, as: UTF8.self)
        if let parent = open.indices.last {
            open[parent].element.children.append(frame.element)
        } else {
            root = frame.element
        }
    }
}
