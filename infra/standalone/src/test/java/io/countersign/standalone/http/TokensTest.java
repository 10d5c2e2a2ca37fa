package io.countersign.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesSharedProgram
class TokensTest {
    private static final SecretKey KEY = key(Program.SECRET, "HmacSHA256");

    private Program program;
    private String user;

    @BeforeEach
    void begin() {
        program = Program.running();
        user = program.owner().get("/api/auth/me").json().path("user_id").asString();
    }

    private static SecretKey key(String secret, String algorithm) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
    }

    private JwtBuilder whole() {
        return Jwts.builder()
                .subject(user)
                .claim("role", "owner")
                .issuedAt(Date.from(Instant.now().minusSeconds(60)))
                .expiration(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    private Answer meBy(String token) {
        return program.anybody().withToken(token).get("/api/auth/me");
    }

    private void isRefused(String token) {
        Answer answer = meBy(token).mustBeProblem(401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
    }

    @Nested
    class a_token {
        @Test
        void that_is_whole_counts() {
            assertThat(meBy(whole().signWith(KEY, Jwts.SIG.HS256).compact())
                            .mustBe(200)
                            .json()
                            .path("user_id")
                            .asString())
                    .isEqualTo(user);
        }

        @Test
        void may_name_the_user_by_user_id() {
            meBy(Jwts.builder()
                            .claim("user_id", user)
                            .claim("role", "owner")
                            .expiration(Date.from(Instant.now().plusSeconds(60)))
                            .signWith(KEY, Jwts.SIG.HS256)
                            .compact())
                    .mustBe(200);
        }

        @Test
        void without_a_signature_is_refused() {
            isRefused(whole().compact());
        }

        @Test
        void whose_signature_is_cut_off_or_changed_is_refused() {
            String token = whole().signWith(KEY, Jwts.SIG.HS256).compact();
            int dot = token.lastIndexOf('.');
            isRefused(token.substring(0, dot + 1));
            isRefused(token.substring(0, dot));
            isRefused(token.substring(0, token.length() - 2));
            char other = token.charAt(dot + 5) == 'A' ? 'B' : 'A';
            isRefused(token.substring(0, dot + 5) + other + token.substring(dot + 6));
        }

        @Test
        void with_another_payload_under_its_signature_is_refused() {
            String[] mine = whole().signWith(KEY, Jwts.SIG.HS256).compact().split("\\.");
            String[] other = whole().subject("somebody-else")
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact()
                    .split("\\.");
            isRefused(mine[0] + "." + other[1] + "." + mine[2]);
        }

        @Test
        void that_says_none_over_a_signature_is_refused() {
            String[] token = whole().signWith(KEY, Jwts.SIG.HS256).compact().split("\\.");
            for (String algorithm : new String[] {"none", "None", "NONE", "", "hs256"}) {
                String header = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"%s\"}".formatted(algorithm).getBytes(StandardCharsets.UTF_8));
                isRefused(header + "." + token[1] + "." + token[2]);
                isRefused(header + "." + token[1] + ".");
            }
        }

        @Test
        void signed_with_another_secret_is_refused() {
            isRefused(whole().signWith(key("another-secret-of-thirty-two-bytes!!", "HmacSHA256"), Jwts.SIG.HS256)
                    .compact());
        }

        @Test
        void signed_by_another_algorithm_is_refused() {
            String longer = Program.SECRET.repeat(2);
            isRefused(
                    whole().signWith(key(longer, "HmacSHA512"), Jwts.SIG.HS512).compact());
            isRefused(
                    whole().signWith(key(longer, "HmacSHA384"), Jwts.SIG.HS384).compact());
            isRefused(whole().signWith(Jwts.SIG.RS256.keyPair().build().getPrivate(), Jwts.SIG.RS256)
                    .compact());
            isRefused(whole().signWith(Jwts.SIG.ES256.keyPair().build().getPrivate(), Jwts.SIG.ES256)
                    .compact());
        }

        @Test
        void that_has_expired_is_refused() {
            isRefused(whole().expiration(Date.from(Instant.now().minusSeconds(2)))
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
        }

        @Test
        void that_is_not_yet_valid_is_refused() {
            isRefused(whole().notBefore(Date.from(Instant.now().plusSeconds(600)))
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
        }

        @Test
        void that_is_from_the_future_is_refused() {
            isRefused(whole().issuedAt(Date.from(Instant.now().plusSeconds(60)))
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
        }

        @ParameterizedTest
        @ValueSource(strings = {"user\0", "\0", "us\ner", "\u202euser"})
        void of_a_user_who_is_no_name_is_refused(String subject) {
            isRefused(whole().subject(subject).signWith(KEY, Jwts.SIG.HS256).compact());
            isRefused(whole().subject(null)
                    .claim("user_id", subject)
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
        }

        @Test
        void that_has_no_id_ends_too_when_its_user_signs_out() {
            Program.Person staff = program.person("staff");
            JwtBuilder bare = Jwts.builder()
                    .subject(staff.userId())
                    .claim("role", "staff")
                    .expiration(Date.from(Instant.now().plusSeconds(60)));
            Client foreign = program.anybody()
                    .withToken(bare.signWith(KEY, Jwts.SIG.HS256).compact());

            foreign.post("/api/auth/logout").mustBe(204);

            await().atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> foreign.get("/api/auth/me").mustBe(401));
            staff.client().get("/api/auth/me").mustBe(200);
        }

        @Test
        void that_lacks_a_claim_is_refused() {
            isRefused(whole().subject(null).signWith(KEY, Jwts.SIG.HS256).compact());
            isRefused(whole().claim("role", null).signWith(KEY, Jwts.SIG.HS256).compact());
            isRefused(whole().expiration(null).signWith(KEY, Jwts.SIG.HS256).compact());
        }

        @Test
        void of_nobody_or_of_no_role_is_refused() {
            isRefused(whole().subject("user-of-no-kind")
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
            isRefused(whole().claim("role", "emperor")
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact());
            isRefused(whole().claim("role", 7).signWith(KEY, Jwts.SIG.HS256).compact());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "x", "..", "a.b.c", "null", "e30.e30.e30", "%00", "Bearer"})
        void that_is_none_is_refused(String token) {
            isRefused(token);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic b3duZXI6c2VjcmV0", "Digest x", "Bearer", "bearer", ""})
        void needs_its_scheme(String header) {
            program.anybody().with("Authorization", header).get("/api/auth/me").mustBeProblem(401, "unauthenticated");
        }

        @Test
        void does_not_widen_the_role_of_its_user() {
            Program.Person staff = program.person("staff");
            String claimsMore = Jwts.builder()
                    .subject(staff.userId())
                    .claim("role", "owner")
                    .expiration(Date.from(Instant.now().plusSeconds(60)))
                    .signWith(KEY, Jwts.SIG.HS256)
                    .compact();

            assertThat(meBy(claimsMore).mustBe(200).json().path("role").asString())
                    .isEqualTo("staff");
            program.anybody().withToken(claimsMore).get("/api/users").mustBeProblem(403, "forbidden");
        }

        @Test
        void in_an_address_is_no_token() {
            program.anybody()
                    .get("/api/auth/me?access_token=" + program.owner().token())
                    .mustBeProblem(401, "unauthenticated");
        }
    }

    @Nested
    class another_issuer {
        @TempDir
        Path dir;

        @Test
        void is_trusted_by_its_public_key_name_and_audience() throws Exception {
            KeyPair issuer = Jwts.SIG.RS256.keyPair().build();
            Path pem = dir.resolve("issuer.pem");
            Files.writeString(
                    pem,
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(Base64.getMimeEncoder()
                                    .encodeToString(issuer.getPublic().getEncoded())));

            try (Program other = Program.startElsewhere(
                    "--countersign.jwt.public-key=" + pem,
                    "--countersign.jwt.issuer=https://id.example.com",
                    "--countersign.jwt.audience=countersign")) {
                user = other.owner().get("/api/auth/me").json().path("user_id").asString();
                JwtBuilder good = whole().issuer("https://id.example.com")
                        .audience()
                        .add("countersign")
                        .and();
                mustAnswer(
                        200,
                        other,
                        good.signWith(issuer.getPrivate(), Jwts.SIG.RS256).compact());
                mustAnswer(200, other, good.signWith(KEY, Jwts.SIG.HS256).compact());
                mustAnswer(200, other, other.owner().token());

                mustAnswer(
                        401,
                        other,
                        good.signWith(Jwts.SIG.RS256.keyPair().build().getPrivate(), Jwts.SIG.RS256)
                                .compact());
                mustAnswer(
                        401,
                        other,
                        good.signWith(issuer.getPrivate(), Jwts.SIG.RS512).compact());
                mustAnswer(
                        401,
                        other,
                        whole().signWith(issuer.getPrivate(), Jwts.SIG.RS256).compact());
                mustAnswer(
                        401,
                        other,
                        whole().issuer("https://evil.example.com")
                                .audience()
                                .add("countersign")
                                .and()
                                .signWith(issuer.getPrivate(), Jwts.SIG.RS256)
                                .compact());
                mustAnswer(
                        401,
                        other,
                        whole().issuer("https://id.example.com")
                                .audience()
                                .add("others")
                                .and()
                                .signWith(issuer.getPrivate(), Jwts.SIG.RS256)
                                .compact());
                mustAnswer(
                        401,
                        other,
                        good.signWith(new SecretKeySpec(issuer.getPublic().getEncoded(), "HmacSHA256"), Jwts.SIG.HS256)
                                .compact());
                mustAnswer(401, other, whole().signWith(KEY, Jwts.SIG.HS256).compact());
            }
        }

        private void mustAnswer(int status, Program other, String token) {
            other.anybody().withToken(token).get("/api/auth/me").mustBe(status);
        }
    }
}
