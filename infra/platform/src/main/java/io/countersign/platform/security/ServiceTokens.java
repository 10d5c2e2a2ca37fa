package io.countersign.platform.security;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens by which one program of the service calls another for a user. They are signed under a key that is derived from the
 * secret of users' tokens, so that the programs need to share only that, and neither kind of token passes for the other.
 */
public final class ServiceTokens {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    /** By how much the clocks of two machines may differ. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final SecretKey key;
    private final JwtParser parser;

    /** @param key of at least 32 bytes */
    public ServiceTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.parser = Jwts.parser()
                .verifyWith(this.key)
                .clockSkewSeconds(SKEW.toSeconds())
                .build();
    }

    /** A token for a call on behalf of a user. */
    public String issue(String userId) {
        Instant now = Instant.now();
        return Jwts.builder()
                .subject(userId)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** The user id that a token speaks for; empty unless another program of this service has just issued it. */
    Optional<String> verify(String token) {
        try {
            return Optional.ofNullable(parser.parseSignedClaims(token).getPayload().getSubject());
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
