import Store
import Terminal

struct LivePane {
    let scene: Scene
    let stage: StageState
    func draw(in area: Rectangle, viewport: inout Viewport, targets: inout [MouseTarget], on canvas: inout Canvas) {
        _ = scene.frame(.live, in: area, on: &canvas)
    }
}
