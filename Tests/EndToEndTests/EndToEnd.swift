import Testing

/// The whole program in a real terminal, as its user meets it.
@Suite("gavel in a terminal", .serialized)
enum EndToEnd {}
