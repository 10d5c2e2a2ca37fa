package io.countersign.platform.security;

import io.jsonwebtoken.Claims;
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

    private static final String ACTOR = "actor";
    private static final String AUTH = "auth";

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
    public String issue(Origin origin) {
        Instant now = Instant.now();
        return Jwts.builder()
                .subject(origin.userId())
                .claim(ACTOR, origin.actor().name())
                .claim(AUTH, origin.auth().name())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .signWith(key, Jwts.SIG.HS256)
                .compact();
    }

    /** For whom a token speaks; empty unless another program of this service has just issued it. */
    Optional<Origin> verify(String token) {
        try {
            Claims claims = parser.parseSignedClaims(token).getPayload();
            return claims.getSubject() == null
                    ? Optional.empty()
                    : Optional.of(new Origin(
                            claims.getSubject(),
                            Origin.Actor.valueOf(String.valueOf(claims.get(ACTOR))),
                            Origin.Auth.valueOf(String.valueOf(claims.get(AUTH)))));
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
