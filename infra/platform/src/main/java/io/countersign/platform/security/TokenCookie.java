package io.countersign.platform.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that carries a page's token: never readable by scripts, never sent from another site. Over TLS its name has the
 * prefix that keeps other hosts of the domain from setting one (RFC 6265bis, §4.1.3.2).
 */
public final class TokenCookie {
    private static final String NAME = "countersign_token";
    private static final String NAME_OVER_TLS = "__Host-" + NAME;

    private TokenCookie() {}

    /** The Set-Cookie that keeps a token. */
    public static String holding(String token, Duration lifetime, boolean overTls) {
        return cookie(token, lifetime, overTls);
    }

    /** The Set-Cookie that forgets it. */
    public static String cleared(boolean overTls) {
        return cookie("", Duration.ZERO, overTls);
    }

    private static String cookie(String value, Duration lifetime, boolean overTls) {
        return ResponseCookie.from(name(overTls), value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(overTls)
                .path("/")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    private static String name(boolean overTls) {
        return overTls ? NAME_OVER_TLS : NAME;
    }

    static Optional<String> in(HttpServletRequest request) {
        String name = name(request.isSecure());
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
