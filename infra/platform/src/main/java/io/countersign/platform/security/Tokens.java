package io.countersign.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.policy.Role;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.Locator;
import io.jsonwebtoken.UnsupportedJwtException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks tokens: JWTs signed with HS256 by us, or with RS256, ES256 or EdDSA by a trusted issuer. */
public final class Tokens {
    private static final Set<String> FOREIGN = Set.of("RS256", "ES256", "EdDSA", "Ed25519");
    private static final Set<String> ROLES = Set.of("owner", "staff", "auditor", "service");

    private final SecretKey secret;
    private final TrustedKeys foreign;
    private final TokenProperties properties;
    private final JwtParser parser;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

    Tokens(byte[] secret, TrustedKeys foreign, TokenProperties properties) {
        // Named by its algorithm: however long the secret is, the token is signed with HS256.
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.foreign = foreign;
        this.properties = properties;
        JwtParserBuilder builder = Jwts.parser().keyLocator((Locator<Key>) this::key).clockSkewSeconds(0);
        if (properties.issuer() != null) {
            builder.requireIssuer(properties.issuer());
        }
        if (properties.audience() != null) {
            builder.requireAudience(properties.audience());
        }
        this.parser = builder.build();
    }

    /** How long a new token lives. */
    public Duration lifetime() {
        return properties.lifetime();
    }

    /** A new token for a user who has shown who they are. */
    public String issue(String userId, String email, Role role) {
        Instant now = Instant.now();
        JwtBuilder token = Jwts.builder()
                .subject(userId)
                .claim("user_id", userId)
                .claim("email", email)
                .claim("role", role.wireName())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(properties.lifetime())));
        if (properties.issuer() != null) {
            token.issuer(properties.issuer());
        }
        if (properties.audience() != null) {
            token.audience().add(properties.audience());
        }
        return token.signWith(secret, Jwts.SIG.HS256).compact();
    }

    /** The user id that a token speaks for; empty unless the token is whole, signed, in time and complete. */
    public Optional<String> verify(String token) {
        Verified known = verified.getIfPresent(token);
        if (known != null && Instant.now().isBefore(known.expires())) {
            return Optional.of(known.user());
        }
        Optional<Verified> checked = check(token);
        checked.ifPresent(sound -> verified.put(token, sound));
        return checked.map(Verified::user);
    }

    private Optional<Verified> check(String token) {
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            String user = claims.getSubject() != null ? claims.getSubject() : claims.get("user_id", String.class);
            Date expires = claims.getExpiration();
            boolean complete = user != null && expires != null && ROLES.contains(String.valueOf(claims.get("role")));
            return complete ? Optional.of(new Verified(user, expires.toInstant())) : Optional.empty();
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What a token proved; who its user is by now is asked at every request. */
    private record Verified(String user, Instant expires) {}

    /** The CSRF token that belongs to a token in a cookie. */
    public String csrfFor(String token) {
        return digest("csrf:", token.getBytes(StandardCharsets.UTF_8));
    }

    /** The CSRF token that a page sends back with its changes; empty for a request that shows no cookie, which needs none. */
    public Optional<String> csrfFor(HttpServletRequest request) {
        return TokenCookie.in(request).map(this::csrfFor);
    }

    /** Tells whether two texts are the same; nobody can guess at a text by it who has the database but not the secret. */
    public String fingerprint(byte[] text) {
        return digest("fingerprint:", text);
    }

    /** A key for another purpose, from which the secret can't be had. */
    byte[] keyFor(String purpose) {
        return hmac(purpose, new byte[0]);
    }

    boolean isCsrfFor(String token, String csrf) {
        return csrf != null
                && MessageDigest.isEqual(
                        csrfFor(token).getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
    }

    private String digest(String purpose, byte[] text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(purpose, text));
    }

    private byte[] hmac(String purpose, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Key key(Header header) {
        String algorithm = header.getAlgorithm();
        if ("HS256".equals(algorithm)) {
            return secret;
        }
        if (FOREIGN.contains(algorithm) && header instanceof JwsHeader jws) {
            return foreign.find(jws.getKeyId()).orElseThrow(() -> new UnsupportedJwtException("no such key"));
        }
        throw new UnsupportedJwtException("not an algorithm that is configured");
    }
}
