import Documents
import ForeignLabels
import Pictures

/// Kind and path or place of a refusal, in short, as the tables of expectations have it.
package func corpusKind(of error: any Error) -> String {
    switch error {
    case let error as ForeignLabelError: kind(of: error)
    case let error as PicturesError: kind(of: error)
    default: "\(error)"
    }
}

private func kind(of error: ForeignLabelError) -> String {
    switch error {
    case .documentInvalid(.xmlInvalid(let defect, _)): "\(defect)"
    case .documentInvalid(let error): "\(error)"
    case .textNotUTF8: "textNotUTF8"
    case .textInvalid(let error): "\(error)"
    case .formatForeign(let format): format.rawValue
    case .labelInvalid(let defect, _, let place): "\(defect) \(place)"
    }
}

private func kind(of error: PicturesError) -> String {
    switch error {
    case .capInvalid(let defect, let path, _): "\(defect) \(path)"
    case .documentInvalid(.xmlInvalid(let defect, _)): "\(defect)"
    case .geoInvalid(let defect, let path): "\(defect) \(path)"
    case .jsonInvalid(let defect, let path): "\(defect) \(path)"
    default: "\(error)"
    }
}
