package io.countersign.platform.security;

import java.util.Optional;

/** The Authorization header of RFC 6750. */
final class BearerHeader {
    private static final String SCHEME = "Bearer ";

    private BearerHeader() {}

    /** The token in a header's value; empty if there is none. */
    static Optional<String> tokenOf(String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
