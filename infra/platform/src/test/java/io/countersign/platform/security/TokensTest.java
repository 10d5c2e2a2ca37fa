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
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final byte[] SECRET =
            "0Yv7eUQvN2m8oJ4ZkqLr1sXtPfWb5hCgKdAiRyTn9EuMzVxSaGjHcQw6D3pB_l-F".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_SECRET =
            "another-secret-of-the-same-length-that-is-not-ours-0123456789abc".getBytes(StandardCharsets.US_ASCII);

    private final Tokens tokens = new Tokens(SECRET, TrustedKeys.none(), properties(null, null));

    @Test
    void what_is_issued_is_accepted() {
        String token = tokens.issue("user-1", "a@example.com", Role.STAFF);

        assertThat(tokens.verify(token)).contains("user-1");
        assertThat(tokens.lifetime()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_token_may_name_its_user_by_user_id_alone() {
        assertThat(tokens.verify(signed(valid().subject(null).claim("user_id", "user-2")))).contains("user-2");
    }

    @Nested
    class a_token_is_refused {
        @Test
        void without_a_signature() {
            String unsigned = valid().compact();

            assertThat(Base64.getUrlDecoder().decode(unsigned.split("\\.")[0])).asString().contains("\"none\"");
            assertThat(tokens.verify(unsigned)).isEmpty();
        }

        @Test
        void whose_signature_was_cut_off() {
            String token = signed(valid());

            assertThat(tokens.verify(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
            assertThat(tokens.verify(token.substring(0, token.lastIndexOf('.')))).isEmpty();
        }

        @Test
        void signed_with_another_secret() {
            assertThat(tokens.verify(valid().signWith(hmac(OTHER_SECRET, "HmacSHA256"), Jwts.SIG.HS256).compact()))
                    .isEmpty();
        }

        @Test
        void whose_claims_were_changed() {
            String[] parts = signed(valid()).split("\\.");
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            String changed = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(claims.replace("staff", "owner").getBytes(StandardCharsets.UTF_8));

            assertThat(tokens.verify(parts[0] + "." + changed + "." + parts[2])).isEmpty();
        }

        @Test
        void of_another_strength_under_the_same_secret() {
            assertThat(tokens.verify(valid().signWith(hmac(SECRET, "HmacSHA512"), Jwts.SIG.HS512).compact())).isEmpty();
            assertThat(tokens.verify(valid().signWith(hmac(SECRET, "HmacSHA384"), Jwts.SIG.HS384).compact())).isEmpty();
        }

        @Test
        void that_has_expired() {
            Date past = Date.from(Instant.now().minusSeconds(1));

            assertThat(tokens.verify(signed(valid().expiration(past)))).isEmpty();
        }

        @Test
        void without_an_expiry() {
            assertThat(tokens.verify(signed(valid().expiration(null)))).isEmpty();
        }

        @Test
        void without_a_user() {
            assertThat(tokens.verify(signed(valid().subject(null)))).isEmpty();
        }

        @Test
        void without_a_role_or_with_an_unknown_one() {
            assertThat(tokens.verify(signed(valid().claim("role", null)))).isEmpty();
            assertThat(tokens.verify(signed(valid().claim("role", "god")))).isEmpty();
        }

        @Test
        void that_is_no_token_at_all() {
            assertThat(tokens.verify("")).isEmpty();
            assertThat(tokens.verify("..")).isEmpty();
            assertThat(tokens.verify("not.a.token")).isEmpty();
        }

        @Test
        void of_another_issuer_while_none_is_trusted() {
            KeyPair rsa = Jwts.SIG.RS256.keyPair().build();

            assertThat(tokens.verify(valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact())).isEmpty();
        }
    }

    @Nested
    class where_an_issuer_and_audience_are_set {
        private final Tokens strict = new Tokens(SECRET, TrustedKeys.none(), properties("countersign", "books"));

        @Test
        void own_tokens_name_them() {
            assertThat(strict.verify(strict.issue("user-1", null, Role.OWNER))).contains("user-1");
        }

        @Test
        void tokens_that_name_others_are_refused() {
            assertThat(strict.verify(signed(valid()))).isEmpty();
            assertThat(strict.verify(signed(valid().issuer("countersign")))).isEmpty();
            assertThat(strict.verify(signed(valid().issuer("other").audience().add("books").and()))).isEmpty();
            assertThat(strict.verify(signed(valid().issuer("countersign").audience().add("books").and())))
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
            assertThat(trusting(pem(rsa)).verify(valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact()))
                    .contains("user-1");
            assertThat(trusting(pem(ec)).verify(valid().signWith(ec.getPrivate(), Jwts.SIG.ES256).compact()))
                    .contains("user-1");
            assertThat(trusting(pem(ed)).verify(valid().signWith(ed.getPrivate(), Jwts.SIG.EdDSA).compact()))
                    .contains("user-1");
            assertThat(trusting(pem(ed448)).verify(valid().signWith(ed448.getPrivate(), Jwts.SIG.EdDSA).compact()))
                    .contains("user-1");
        }

        @Test
        void are_accepted_by_their_key_id_in_a_jwks() throws Exception {
            Tokens trusting = trusting(jwks());

            assertThat(trusting.verify(withKeyId("r").signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact())).contains("user-1");
            assertThat(trusting.verify(withKeyId("e").signWith(ec.getPrivate(), Jwts.SIG.ES256).compact())).contains("user-1");
            assertThat(trusting.verify(withKeyId("d").signWith(ed.getPrivate(), Jwts.SIG.EdDSA).compact())).contains("user-1");
        }

        @Test
        void are_refused_under_an_unknown_absent_or_mistaken_key_id() throws Exception {
            Tokens trusting = trusting(jwks());

            assertThat(trusting.verify(withKeyId("x").signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact())).isEmpty();
            assertThat(trusting.verify(valid().signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact())).isEmpty();
            assertThat(trusting.verify(withKeyId("e").signWith(rsa.getPrivate(), Jwts.SIG.RS256).compact())).isEmpty();
        }

        @Test
        void are_refused_when_another_key_signed_them() throws Exception {
            KeyPair stranger = Jwts.SIG.RS256.keyPair().build();

            assertThat(trusting(pem(rsa)).verify(valid().signWith(stranger.getPrivate(), Jwts.SIG.RS256).compact()))
                    .isEmpty();
        }

        @Test
        void are_refused_under_an_algorithm_that_is_not_one_of_the_three() throws Exception {
            assertThat(trusting(pem(rsa)).verify(valid().signWith(rsa.getPrivate(), Jwts.SIG.RS512).compact())).isEmpty();
            assertThat(trusting(pem(rsa)).verify(valid().signWith(rsa.getPrivate(), Jwts.SIG.PS256).compact())).isEmpty();
        }

        @Test
        void cannot_be_forged_with_the_public_key_as_a_secret() throws Exception {
            Key publicAsSecret = hmac(pem(rsa).getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

            assertThat(trusting(pem(rsa)).verify(valid().signWith(publicAsSecret).compact())).isEmpty();
        }

        @Test
        void stand_beside_own_ones() throws Exception {
            Tokens trusting = trusting(pem(ed));

            assertThat(trusting.verify(trusting.issue("user-9", null, Role.AUDITOR))).contains("user-9");
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
