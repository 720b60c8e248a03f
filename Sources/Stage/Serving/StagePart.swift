/// A part of the page, by its name below the stage's path.
enum StagePart: String {
    case page = ""
    case script = "stage.js"
    case style = "stage.css"

    var bytes: [UInt8] {
        switch self {
        case .page: PackageResources.stage_html
        case .script: PackageResources.stage_js
        case .style: PackageResources.stage_css
        }
    }

    var type: String {
        switch self {
        case .page: "text/html; charset=utf-8"
        case .script: "text/javascript; charset=utf-8"
        case .style: "text/css; charset=utf-8"
        }
    }
}
