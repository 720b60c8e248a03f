import CCurl

/// libcurl's state for the whole process.
enum CurlLibrary {
    /// What `curl_global_init` gave; the first use calls it, once.
    static let initialization = ccurl_global_init()
}
