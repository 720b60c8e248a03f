// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "gavel",
    products: [
        .executable(name: "gavel", targets: ["gavel"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox.git", .upToNextMinor(from: "0.27.1")),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        // The field's own values. Every room may import it; it imports none.
        .target(name: "Meetings"),

        // The programs that gavel starts.
        .target(name: "Programs"),

        // Files that only their owner can read: the state folder.
        .target(name: "PrivateFiles", dependencies: ["Meetings"]),

        // HTTP over libcurl.
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "Transport",
            dependencies: ["CCurl", "Meetings", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),

        // The two contracts, and what keeps a login on them alive.
        .target(
            name: "Services",
            dependencies: [
                "Meetings", "Transport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Login",
            dependencies: [
                "Meetings", "PrivateFiles", "Programs", "Services", "Transport",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // Whether a file is the recording it is taken for.
        .target(name: "Evidence", dependencies: ["Meetings", .product(name: "Crypto", package: "swift-crypto")]),

        // What was done, and the conferences that are known from it.
        .target(name: "Journal", dependencies: ["Meetings", "PrivateFiles"]),

        // The meeting page, and its remote control.
        .target(
            name: "Stage",
            dependencies: [
                "Meetings", "PrivateFiles", "Services",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            resources: ["stage.html", "stage.css", "stage.js"].map { .embedInCode("Page/\($0)") }
        ),

        // The state, and the screen it becomes.
        //
        // Whether a file is a recording is found out by an effect, and so by Store; Console only shows what was found.
        .target(
            name: "Store",
            dependencies: ["Evidence", "Journal", "Login", "Meetings", "PrivateFiles", "Services", "Stage"]),
        .target(name: "QRCode"),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(name: "Terminal", dependencies: ["CTerminal"]),
        .target(
            name: "Themes",
            path: "Themes",
            resources: ["default", "dark", "light", "high-contrast", "colour-blind", "monochrome"].map {
                .embedInCode("\($0).yaml")
            }
        ),
        .target(
            name: "Console",
            dependencies: [
                "Journal", "Meetings", "QRCode", "Stage", "Store", "Terminal", "Themes",
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // Prompts and answers, for those who want no screen.
        .target(name: "Plain", dependencies: ["Meetings", "Stage", "Store"]),

        // A local V4H and ProCONF.
        .target(
            name: "Sandbox",
            dependencies: [
                "Meetings", "Services",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            resources: [
                "api-emitter.js", "api-frame.js", "api-names.js", "external_api.js", "meeting-breakout.js",
                "meeting-cast.js", "meeting-commands.js", "meeting-door.js", "meeting-line.js", "meeting-page.js",
                "meeting-queries.js", "meeting-room.js", "meeting-script.js", "meeting-shapes.js", "meeting.css",
                "meeting.html", "meeting.js",
            ].map { .embedInCode("Meeting/Pages/\($0)") }
        ),

        // A ProCONF application server.
        //
        // FlyingFox, which serves the Sandbox, has no limits for headers, idle connections and their number, and drops
        // what is malformed without an answer: a server that strangers reach stands on NIO.
        .target(
            name: "Gateway",
            dependencies: [
                "Meetings", "PrivateFiles", "Services", "Stage", "Transport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),

        // The command line, the configuration, and the one place where the rooms are wired together.
        .executableTarget(
            name: "gavel",
            dependencies: [
                "Console", "Evidence", "Gateway", "Journal", "Login", "Meetings", "Plain", "PrivateFiles", "Programs",
                "QRCode", "Sandbox", "Services", "Stage", "Store", "Terminal", "Themes", "Transport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // What several rooms' tests share.
        .target(name: "TestSupport", dependencies: ["Meetings"], path: "Tests/TestSupport"),
        .testTarget(name: "MeetingsTests", dependencies: ["Meetings", "TestSupport"]),
        .testTarget(name: "ProgramsTests", dependencies: ["Programs", "TestSupport"]),
        .testTarget(name: "PrivateFilesTests", dependencies: ["Meetings", "PrivateFiles"]),
        .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "Meetings"]),
        .testTarget(name: "JournalTests", dependencies: ["Journal", "JournalWriter", "Meetings", "PrivateFiles"]),
        .executableTarget(
            name: "JournalWriter", dependencies: ["Journal", "PrivateFiles"], path: "Tests/JournalWriter"),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "TestSupport", "Transport",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .executableTarget(
            name: "TransportBenchmark",
            dependencies: ["Transport", .product(name: "HTTPTypes", package: "swift-http-types")],
            path: "Tests/TransportBenchmark"
        ),
        .testTarget(
            name: "ServicesTests",
            dependencies: [
                "Meetings", "Sandbox", "Services", "Transport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "LoginTests",
            dependencies: ["Login", "Meetings", "PrivateFiles", "Sandbox", "Services", "TestSupport", "Transport"]
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Journal", "Login", "Meetings", "PrivateFiles", "Sandbox", "Services", "Stage", "Store", "TestSupport",
                "Transport",
            ]
        ),
        .testTarget(
            name: "StageTests",
            dependencies: ["Meetings", "PrivateFiles", "Sandbox", "Services", "Stage", "TestSupport", "Transport"]
        ),
        .testTarget(name: "QRCodeTests", dependencies: ["QRCode"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "Journal", "Login", "Meetings", "PrivateFiles", "QRCode", "Services", "Stage", "Store",
                "Terminal", "TestSupport", "Themes", "Transport",
            ],
            exclude: ["Snapshots"]
        ),
        .testTarget(name: "PlainTests", dependencies: ["Login", "Meetings", "Plain", "Services", "Store"]),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Meetings", "Sandbox", "TestSupport", "Transport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]
        ),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway", "Meetings", "PrivateFiles", "Sandbox", "Services", "Stage", "TestSupport", "Transport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "GavelTests",
            dependencies: [
                "gavel", "Console", "Gateway", "Journal", "Login", "Meetings", "Plain", "PrivateFiles", "Sandbox",
                "Services", "Stage", "Store", "Terminal", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .testTarget(name: "EndToEndTests", dependencies: ["gavel", "Meetings", "Sandbox", "TestSupport"]),
        // What nothing may kill: the terminal given back in every case, and storms of keys, sizes and pastes.
        .testTarget(name: "EnduranceTests", dependencies: ["gavel", "Sandbox", "TestSupport"]),
        // What no server may do to the operator: every field of both services, to the last byte on the terminal.
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "gavel", "Meetings", "Services", "TestSupport", "Transport",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where [.executable, .regular, .test].contains(target.type) {
    // CTerminal is C, where Swift's settings have no meaning.
    guard target.name != "CTerminal" else { continue }
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
