/// A certificate in PEM form; nobody has its key.
enum CertificateExample {
    static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBjzCCATWgAwIBAgIUcodd3se7A0wRIrbkGpiBp7aHbkkwCgYIKoZIzj0EAwIw
        HDEaMBgGA1UEAwwRRXhhbXBsZSBhdXRob3JpdHkwIBcNMjYxMTIyMDQyNTUyWhgP
        MjEyNjEwMjkwNDI1NTJaMBwxGjAYBgNVBAMMEUV4YW1wbGUgYXV0aG9yaXR5MFkw
        EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdLxsbTaXuti3M9ZZwi3cCG3yiO3DGY1g
        1PC3uCrlSbTGW2cGHaX8lUcScYMYU0RpX/1lIWjt/qDzfht8osSS+6NTMFEwHQYD
        VR0OBBYEFOHY/2mR1/z/ODSaE+tHSH/EfZo4MB8GA1UdIwQYMBaAFOHY/2mR1/z/
        ODSaE+tHSH/EfZo4MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
        NreAX2n0W1uAlklGNOKUJiZ5wzOGGjvq0xkpwkJF8bcCIQDrn8n5IX9qT+Osudr0
        MOLqebXgzwSue3NPomqToIXMyg==
        -----END CERTIFICATE-----
        """
}
