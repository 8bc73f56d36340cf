import Documents

extension JSONNode {
    /// - Throws: ``PicturesError/documentInvalid(_:)``.
    init(reading document: [UInt8]) throws(PicturesError) {
        do { self = try JSONReader.read(document) } catch { throw .documentInvalid(error) }
    }
}

extension DocumentElement {
    /// The root of an XML document.
    ///
    /// - Throws: ``PicturesError/documentInvalid(_:)``.
    init(reading document: [UInt8]) throws(PicturesError) {
        do { self = try XMLReader.read(document) } catch { throw .documentInvalid(error) }
    }
}
