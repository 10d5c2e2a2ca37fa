package io.countersign.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.platform.web.TextRules;
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
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Makes and checks tokens: JWTs signed with HS256 by us, or with RS256, ES256 or EdDSA by a trusted issuer. */
public final class Tokens {
    private static final String OWN = "HS256";
    private static final Set<String> FOREIGN = Set.of("RS256", "ES256", "EdDSA", "Ed25519");
    private static final Set<String> ROLES = Set.of("owner", "staff", "auditor", "service");
    /** When a token was issued, more exactly than {@code iat}, which has whole seconds. */
    private static final String ISSUED_AT = "issued_at";
    /** By how much the clock of a token's issuer may be ahead. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey secret;
    private final TrustedKeys foreign;
    private final TokenProperties properties;
    private final JwtParser parser;
    private final Cache<String, Session> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Tokens(byte[] secret, TrustedKeys foreign, TokenProperties properties) {
        // Named by its algorithm: however long the secret is, the token is signed with HS256.
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
        this.foreign = foreign;
        this.properties = properties;
        JwtParserBuilder builder =
                Jwts.parser().keyLocator((Locator<Key>) this::key).clockSkewSeconds(0);
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

    /** A new token for a user who has shown who they are. It counts even where another node's clock made earlier ones void. */
    public String issue(Account account) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant validFrom = account.tokensValidFrom();
        Instant issuedAt = validFrom != null && validFrom.isAfter(now) ? validFrom : now;
        JwtBuilder token = Jwts.builder()
                .id(freshId())
                .subject(account.userId())
                .claim("user_id", account.userId())
                .claim("email", account.email())
                .claim("role", account.role().wireName())
                .claim(ISSUED_AT, issuedAt.toString())
                .issuedAt(Date.from(issuedAt))
                .expiration(Date.from(issuedAt.plus(properties.lifetime())));
        if (properties.issuer() != null) {
            token.issuer(properties.issuer());
        }
        if (properties.audience() != null) {
            token.audience().add(properties.audience());
        }
        return token.signWith(secret, Jwts.SIG.HS256).compact();
    }

    private static String freshId() {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What a token proves; empty unless it is whole, signed, in time and complete. Who its user is now is asked every time. */
    public Optional<Session> verify(String token) {
        Session known = verified.getIfPresent(token);
        if (known != null && Instant.now().isBefore(known.expiresAt())) {
            return Optional.of(known);
        }
        Optional<Session> checked = check(token);
        checked.ifPresent(sound -> verified.put(token, sound));
        return checked;
    }

    private Optional<Session> check(String token) {
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            String user = claims.getSubject() != null ? claims.getSubject() : claims.get("user_id", String.class);
            Date expires = claims.getExpiration();
            Origin.Auth auth =
                    OWN.equals(jws.getHeader().getAlgorithm()) ? Origin.Auth.PASSWORD : Origin.Auth.EXTERNAL_TOKEN;
            Instant issuedAt = issuedAt(claims, auth);
            boolean complete = user != null
                    && TextRules.fault(user, TextRules.NAME_LENGTH) == null
                    && expires != null
                    && ROLES.contains(String.valueOf(claims.get("role")));
            boolean fromTheFuture =
                    issuedAt != null && issuedAt.isAfter(Instant.now().plus(SKEW));
            return complete && !fromTheFuture
                    ? Optional.of(new Session(user, digestOfSigned(token), issuedAt, expires.toInstant(), auth))
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant issuedAt(Claims claims, Origin.Auth auth) {
        String exact = auth == Origin.Auth.PASSWORD ? claims.get(ISSUED_AT, String.class) : null;
        if (exact != null) {
            return Instant.parse(exact);
        }
        return claims.getIssuedAt() == null ? null : claims.getIssuedAt().toInstant();
    }

    /** Of header and claims, since the holder of a token may be able to write its signature in another way. */
    private static String digestOfSigned(String token) {
        try {
            byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(signed));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

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
        if (OWN.equals(algorithm)) {
            return secret;
        }
        if (FOREIGN.contains(algorithm) && header instanceof JwsHeader jws) {
            return foreign.find(jws.getKeyId()).orElseThrow(() -> new UnsupportedJwtException("no such key"));
        }
        throw new UnsupportedJwtException("not an algorithm that is configured");
    }
}
