package io.countersign.platform.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie that carries a page's token: never readable by scripts, never sent from another site. */
public final class TokenCookie {
    static final String NAME = "countersign_token";

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
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(overTls)
                .path("/")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    static Optional<String> in(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(NAME) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
