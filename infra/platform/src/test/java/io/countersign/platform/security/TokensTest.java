package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Role;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final byte[] SECRET =
            "0Yv7eUQvN2m8oJ4ZkqLr1sXtPfWb5hCgKdAiRyTn9EuMzVxSaGjHcQw6D3pB_l-F".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_SECRET =
            "another-secret-of-the-same-length-that-is-not-ours-0123456789abc".getBytes(StandardCharsets.US_ASCII);

    private final Tokens tokens = new Tokens(SECRET, TrustedKeys.none(), properties(null, null));

    @Test
    void what_is_issued_is_accepted() {
        String token = tokens.issue(account("user-1", Role.STAFF));

        assertThat(user(tokens, token)).contains("user-1");
        assertThat(tokens.lifetime()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_token_may_name_its_user_by_user_id_alone() {
        assertThat(user(tokens, signed(valid().subject(null).claim("user_id", "user-2"))))
                .contains("user-2");
    }

    @Nested
    class a_token_is_refused {
        @Test
        void without_a_signature() {
            String unsigned = valid().compact();

            assertThat(Base64.getUrlDecoder().decode(unsigned.split("\\.")[0]))
                    .asString()
                    .contains("\"none\"");
            assertThat(user(tokens, unsigned)).isEmpty();
        }

        @Test
        void whose_signature_was_cut_off() {
            String token = signed(valid());

            assertThat(user(tokens, token.substring(0, token.lastIndexOf('.') + 1)))
                    .isEmpty();
            assertThat(user(tokens, token.substring(0, token.lastIndexOf('.')))).isEmpty();
        }

        @Test
        void signed_with_another_secret() {
            assertThat(user(
                            tokens,
                            valid().signWith(hmac(OTHER_SECRET, "HmacSHA256"), Jwts.SIG.HS256)
                                    .compact()))
                    .isEmpty();
        }

        @Test
        void whose_claims_were_changed() {
            String[] parts = signed(valid()).split("\\.");
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            String changed = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(claims.replace("staff", "owner").getBytes(StandardCharsets.UTF_8));

            assertThat(user(tokens, parts[0] + "." + changed + "." + parts[2])).isEmpty();
        }

        @Test
        void of_another_strength_under_the_same_secret() {
            assertThat(user(
                            tokens,
                            valid().signWith(hmac(SECRET, "HmacSHA512"), Jwts.SIG.HS512)
                                    .compact()))
                    .isEmpty();
            assertThat(user(
                            tokens,
                            valid().signWith(hmac(SECRET, "HmacSHA384"), Jwts.SIG.HS384)
                                    .compact()))
                    .isEmpty();
        }

        @Test
        void that_has_expired() {
            Date past = Date.from(Instant.now().minusSeconds(1));

            assertThat(user(tokens, signed(valid().expiration(past)))).isEmpty();
        }

        @Test
        void without_an_expiry() {
            assertThat(user(tokens, signed(valid().expiration(null)))).isEmpty();
        }

        @Test
        void without_a_user() {
            assertThat(user(tokens, signed(valid().subject(null)))).isEmpty();
        }

        @Test
        void without_a_role_or_with_an_unknown_one() {
            assertThat(user(tokens, signed(valid().claim("role", null)))).isEmpty();
            assertThat(user(tokens, signed(valid().claim("role", "god")))).isEmpty();
        }

        @Test
        void that_is_from_the_future_but_for_a_clock_that_is_a_little_ahead() {
            assertThat(user(
                            tokens,
                            signed(valid().issuedAt(Date.from(Instant.now().plusSeconds(30))))))
                    .isEmpty();
            assertThat(user(
                            tokens,
                            signed(valid().issuedAt(Date.from(Instant.now().plusSeconds(2))))))
                    .contains("user-1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"user\0-1", "user-1\n", "", " ", "user\u202e-1"})
        void whose_user_is_no_name(String userId) {
            assertThat(user(tokens, signed(valid().subject(userId)))).isEmpty();
            assertThat(user(tokens, signed(valid().subject(null).claim("user_id", userId))))
                    .isEmpty();
        }

        @Test
        void whose_exact_time_cannot_be_read() {
            assertThat(user(tokens, signed(valid().claim("issued_at", "yesterday"))))
                    .isEmpty();
            assertThat(user(tokens, signed(valid().claim("issued_at", 7)))).isEmpty();
        }

        @Test
        void that_is_no_token_at_all() {
            assertThat(user(tokens, "")).isEmpty();
            assertThat(user(tokens, "..")).isEmpty();
            assertThat(user(tokens, "not.a.token")).isEmpty();
        }

        @Test
        void of_another_issuer_while_none_is_trusted() {
            KeyPair rsa = Jwts.SIG.RS256.keyPair().build();

            assertThat(user(
                            tokens,
                            valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact()))
                    .isEmpty();
        }
    }

    @Nested
    class where_an_issuer_and_audience_are_set {
        private final Tokens strict = new Tokens(SECRET, TrustedKeys.none(), properties("countersign", "books"));

        @Test
        void own_tokens_name_them() {
            assertThat(user(strict, strict.issue(account("user-1", Role.OWNER))))
                    .contains("user-1");
        }

        @Test
        void tokens_that_name_others_are_refused() {
            assertThat(user(strict, signed(valid()))).isEmpty();
            assertThat(user(strict, signed(valid().issuer("countersign")))).isEmpty();
            assertThat(user(
                            strict,
                            signed(valid().issuer("other")
                                    .audience()
                                    .add("books")
                                    .and())))
                    .isEmpty();
            assertThat(user(
                            strict,
                            signed(valid().issuer("countersign")
                                    .audience()
                                    .add("books")
                                    .and())))
                    .contains("user-1");
        }
    }

    @Nested
    class tokens_of_a_trusted_issuer {
        @TempDir
        Path dir;

        private final KeyPair rsa = Jwts.SIG.RS256.keyPair().build();
        private final KeyPair ec = Jwts.SIG.ES256.keyPair().build();
        private final KeyPair ed = Jwks.CRV.Ed25519.keyPair().build();
        private final KeyPair ed448 = Jwks.CRV.Ed448.keyPair().build();

        @Test
        void are_accepted_by_a_pem_key_of_each_kind() throws Exception {
            assertThat(user(
                            trusting(pem(rsa)),
                            valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact()))
                    .contains("user-1");
            assertThat(user(
                            trusting(pem(ec)),
                            valid().signWith(ec.getPrivate(), Jwts.SIG.ES256).compact()))
                    .contains("user-1");
            assertThat(user(
                            trusting(pem(ed)),
                            valid().signWith(ed.getPrivate(), Jwts.SIG.EdDSA).compact()))
                    .contains("user-1");
            assertThat(user(
                            trusting(pem(ed448)),
                            valid().signWith(ed448.getPrivate(), Jwts.SIG.EdDSA).compact()))
                    .contains("user-1");
        }

        @Test
        void are_accepted_by_their_key_id_in_a_jwks() throws Exception {
            Tokens trusting = trusting(jwks());

            assertThat(user(
                            trusting,
                            withKeyId("r")
                                    .signWith(rsa.getPrivate(), Jwts.SIG.RS256)
                                    .compact()))
                    .contains("user-1");
            assertThat(user(
                            trusting,
                            withKeyId("e")
                                    .signWith(ec.getPrivate(), Jwts.SIG.ES256)
                                    .compact()))
                    .contains("user-1");
            assertThat(user(
                            trusting,
                            withKeyId("d")
                                    .signWith(ed.getPrivate(), Jwts.SIG.EdDSA)
                                    .compact()))
                    .contains("user-1");
        }

        @Test
        void are_refused_under_an_unknown_absent_or_mistaken_key_id() throws Exception {
            Tokens trusting = trusting(jwks());

            assertThat(user(
                            trusting,
                            withKeyId("x")
                                    .signWith(rsa.getPrivate(), Jwts.SIG.RS256)
                                    .compact()))
                    .isEmpty();
            assertThat(user(
                            trusting,
                            valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact()))
                    .isEmpty();
            assertThat(user(
                            trusting,
                            withKeyId("e")
                                    .signWith(rsa.getPrivate(), Jwts.SIG.RS256)
                                    .compact()))
                    .isEmpty();
        }

        @Test
        void are_refused_when_another_key_signed_them() throws Exception {
            KeyPair stranger = Jwts.SIG.RS256.keyPair().build();

            assertThat(user(
                            trusting(pem(rsa)),
                            valid().signWith(stranger.getPrivate(), Jwts.SIG.RS256)
                                    .compact()))
                    .isEmpty();
        }

        @Test
        void are_refused_under_an_algorithm_that_is_not_one_of_the_three() throws Exception {
            assertThat(user(
                            trusting(pem(rsa)),
                            valid().signWith(rsa.getPrivate(), Jwts.SIG.RS512).compact()))
                    .isEmpty();
            assertThat(user(
                            trusting(pem(rsa)),
                            valid().signWith(rsa.getPrivate(), Jwts.SIG.PS256).compact()))
                    .isEmpty();
        }

        @Test
        void cannot_be_forged_with_the_public_key_as_a_secret() throws Exception {
            Key publicAsSecret = hmac(pem(rsa).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

            assertThat(user(trusting(pem(rsa)), valid().signWith(publicAsSecret).compact()))
                    .isEmpty();
        }

        @Test
        void stand_beside_own_ones() throws Exception {
            Tokens trusting = trusting(pem(ed));

            assertThat(user(trusting, trusting.issue(account("user-9", Role.AUDITOR))))
                    .contains("user-9");
        }

        private Tokens trusting(String keys) throws Exception {
            Path file = Files.writeString(dir.resolve("keys"), keys);
            return new Tokens(SECRET, TrustedKeys.from(file), properties(null, null));
        }

        private String jwks() {
            return KeyFiles.jwks(Map.of("r", rsa.getPublic(), "e", ec.getPublic(), "d", ed.getPublic()));
        }

        private static String pem(KeyPair pair) {
            return KeyFiles.pem(pair.getPublic());
        }

        private static JwtBuilder withKeyId(String id) {
            return valid().header().keyId(id).and();
        }
    }

    @Nested
    class a_session {
        @Test
        void is_each_token_of_its_own_though_all_else_is_the_same() {
            Account account = account("user-1", Role.STAFF);

            assertThat(session(tokens.issue(account)).id())
                    .isNotEqualTo(session(tokens.issue(account)).id());
        }

        @Test
        void of_another_issuer_is_told_by_what_was_signed_though_it_has_no_id() {
            String token = signed(valid());

            assertThat(session(token).id()).isEqualTo(session(token).id()).hasSize(43);
            assertThat(session(token).id())
                    .isNotEqualTo(session(signed(valid().claim("email", "b@example.com")))
                            .id());
        }

        @Test
        void says_by_what_its_user_was_known() throws Exception {
            KeyPair ec = Jwts.SIG.ES256.keyPair().build();
            Path file = Files.writeString(dir.resolve("keys"), KeyFiles.pem(ec.getPublic()));
            Tokens trusting = new Tokens(SECRET, TrustedKeys.from(file), properties(null, null));

            assertThat(trusting.verify(trusting.issue(account("user-1", Role.OWNER)))
                            .orElseThrow()
                            .auth())
                    .isEqualTo(Origin.Auth.PASSWORD);
            assertThat(trusting.verify(valid().signWith(ec.getPrivate(), Jwts.SIG.ES256)
                                    .compact())
                            .orElseThrow()
                            .auth())
                    .isEqualTo(Origin.Auth.EXTERNAL_TOKEN);
        }

        @Test
        void begins_at_a_time_in_microseconds_and_never_before_the_users_tokens_are_valid() {
            Instant soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MICROS);
            Account ahead = new Account("user-1", null, Role.OWNER, true, Set.of(), soon, Set.of());

            Session session = session(tokens.issue(ahead));

            assertThat(session.issuedAt()).isEqualTo(soon);
            assertThat(ahead.admits(session)).isTrue();
        }

        @Test
        void counts_only_while_the_account_admits_it() {
            Session session = session(tokens.issue(account("user-1", Role.OWNER)));
            Session withoutTime = session(signed(valid()));
            Instant later = session.issuedAt().plus(1, ChronoUnit.MICROS);

            assertThat(at(session.issuedAt()).admits(session)).isTrue();
            assertThat(at(later).admits(session)).isFalse();
            assertThat(at(null).admits(withoutTime)).isTrue();
            assertThat(at(later).admits(withoutTime)).isFalse();
            assertThat(new Account("user-1", null, Role.OWNER, false, Set.of()).admits(session))
                    .isFalse();
            Account signedOut = new Account("user-1", null, Role.OWNER, true, Set.of(), null, Set.of(session.id()));
            assertThat(signedOut.admits(session)).isFalse();
            assertThat(signedOut.admits(withoutTime)).isTrue();
        }

        private static Account at(Instant tokensValidFrom) {
            return new Account("user-1", null, Role.OWNER, true, Set.of(), tokensValidFrom, Set.of());
        }

        private Session session(String token) {
            return tokens.verify(token).orElseThrow();
        }

        @TempDir
        Path dir;
    }

    @Nested
    class the_csrf_token {
        @Test
        void belongs_to_one_token() {
            String csrf = tokens.csrfFor("one");

            assertThat(tokens.isCsrfFor("one", csrf)).isTrue();
            assertThat(tokens.isCsrfFor("two", csrf)).isFalse();
            assertThat(tokens.isCsrfFor("one", null)).isFalse();
        }

        @Test
        void needs_the_secret() {
            Tokens others = new Tokens(OTHER_SECRET, TrustedKeys.none(), properties(null, null));

            assertThat(tokens.isCsrfFor("one", others.csrfFor("one"))).isFalse();
        }
    }

    @Test
    void a_fingerprint_tells_texts_apart_and_needs_the_secret() {
        byte[] text = "a".getBytes(StandardCharsets.UTF_8);
        Tokens same = new Tokens(SECRET, TrustedKeys.none(), properties(null, null));
        Tokens others = new Tokens(OTHER_SECRET, TrustedKeys.none(), properties(null, null));

        assertThat(tokens.fingerprint(text))
                .isEqualTo(same.fingerprint(text))
                .isNotEqualTo(tokens.fingerprint("b".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(others.fingerprint(text))
                .isNotEqualTo(tokens.csrfFor("a"));
    }

    private static Account account(String userId, Role role) {
        return new Account(userId, "a@example.com", role, true, Set.of());
    }

    /** For whom a token speaks. */
    private static Optional<String> user(Tokens tokens, String token) {
        return tokens.verify(token).map(Session::userId);
    }

    private static JwtBuilder valid() {
        return Jwts.builder()
                .subject("user-1")
                .claim("role", "staff")
                .expiration(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String signed(JwtBuilder token) {
        return token.signWith(hmac(SECRET, "HmacSHA256"), Jwts.SIG.HS256).compact();
    }

    private static SecretKeySpec hmac(byte[] secret, String algorithm) {
        return new SecretKeySpec(secret, algorithm);
    }

    private static TokenProperties properties(String issuer, String audience) {
        return new TokenProperties(null, null, issuer, audience, Duration.ofHours(24));
    }
}
