package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.Role;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {
    private static final byte[] SECRET = "0Yv7eUQvN2m8oJ4ZkqLr1sXtPfWb5hCg".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_SECRET = "another-secret-that-is-not-ours-01".getBytes(StandardCharsets.US_ASCII);

    private static final Origin ADA = new Origin("user-1", Origin.Actor.SERVICE, Origin.Auth.EXTERNAL_TOKEN);

    private final Tokens users = users(SECRET);
    private final ServiceTokens services = services(users);

    private static Tokens users(byte[] secret) {
        return new Tokens(
                secret, TrustedKeys.none(), new TokenProperties(null, null, null, null, Duration.ofHours(24)));
    }

    private static ServiceTokens services(Tokens users) {
        return new ServiceTokens(users.keyFor("service calls"));
    }

    @Test
    void speak_for_a_user_to_every_program_with_the_same_secret() {
        assertThat(services(users(SECRET)).verify(services.issue(ADA))).contains(ADA);
    }

    @Nested
    class are_refused {
        @Test
        void if_another_secret_signed_them() {
            assertThat(services.verify(services(users(OTHER_SECRET)).issue(ADA)))
                    .isEmpty();
        }

        @Test
        void if_they_are_those_of_users() {
            String ofUser = users.issue(new Account("user-1", "a@example.com", Role.OWNER, true, Set.of()));

            assertThat(users.verify(ofUser).orElseThrow().userId()).isEqualTo("user-1");
            assertThat(services.verify(ofUser)).isEmpty();
        }

        @Test
        void where_a_user_is_expected_whatever_they_claim() {
            String claiming = signed(whole().claim("role", "owner"), 60);

            assertThat(services.verify(claiming)).contains(ADA);
            assertThat(users.verify(claiming)).isEmpty();
        }

        @Test
        void when_they_are_older_than_clocks_may_differ() {
            assertThat(services.verify(signed(whole(), -20))).contains(ADA);
            assertThat(services.verify(signed(whole(), -40))).isEmpty();
        }

        @Test
        void if_they_name_nobody_or_are_none() {
            assertThat(services.verify(signed(whole().subject(null), 60))).isEmpty();
            assertThat(services.verify("")).isEmpty();
            assertThat(services.verify("a.b.c")).isEmpty();
        }

        private JwtBuilder whole() {
            return Jwts.builder().subject("user-1").claim("actor", "SERVICE").claim("auth", "EXTERNAL_TOKEN");
        }

        private String signed(JwtBuilder token, long seconds) {
            return token.expiration(Date.from(Instant.now().plusSeconds(seconds)))
                    .signWith(new SecretKeySpec(users.keyFor("service calls"), "HmacSHA256"), Jwts.SIG.HS256)
                    .compact();
        }
    }
}
