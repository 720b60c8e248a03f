import Terminal
import Testing

@Suite struct RectangleTests {
    private let screen = Rectangle(column: 0, row: 0, width: 80, height: 24)

    @Test("Parts cut off and the rest make up the whole")
    func splits() {
        let (left, rest) = screen.split(left: 30)
        #expect(left == Rectangle(column: 0, row: 0, width: 30, height: 24))
        #expect(rest == Rectangle(column: 30, row: 0, width: 50, height: 24))
        let (above, bottom) = screen.split(bottom: 1)
        #expect(above == Rectangle(column: 0, row: 0, width: 80, height: 23))
        #expect(bottom == Rectangle(column: 0, row: 23, width: 80, height: 1))
        #expect(screen.split(right: 100).right == screen)
        #expect(screen.split(top: -1).top.isEmpty)
    }

    @Test("A border too thick leaves nothing")
    func insets() {
        #expect(screen.inset() == Rectangle(column: 1, row: 1, width: 78, height: 22))
        #expect(screen.inset(horizontally: 2, vertically: 12).isEmpty)
        #expect(screen.inset(by: 41).isEmpty)
    }

    @Test("Only what is common to both is in the intersection")
    func intersections() {
        let other = Rectangle(column: 70, row: -2, width: 20, height: 4)
        #expect(screen.intersection(other) == Rectangle(column: 70, row: 0, width: 10, height: 2))
        #expect(screen.intersection(Rectangle(column: 80, row: 0, width: 1, height: 1)).isEmpty)
        #expect(screen.contains(Point(column: 79, row: 23)))
        #expect(!screen.contains(Point(column: 80, row: 0)))
    }
}
