package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedKeysTest {
    private final PublicKey key = Jwts.SIG.ES256.keyPair().build().getPublic();
    private final PublicKey other = Jwts.SIG.RS256.keyPair().build().getPublic();

    @TempDir
    Path dir;

    @Test
    void a_pem_key_serves_every_key_id() throws IOException {
        TrustedKeys keys = from(KeyFiles.pem(key));

        assertThat(keys.find(null)).contains(key);
        assertThat(keys.find("any")).contains(key);
    }

    @Test
    void of_several_keys_each_serves_its_own_id() throws IOException {
        TrustedKeys keys = from(KeyFiles.jwks(Map.of("a", key, "b", other)));

        assertThat(keys.find("a")).contains(key);
        assertThat(keys.find("b")).contains(other);
        assertThat(keys.find("c")).isEmpty();
        assertThat(keys.find(null)).isEmpty();
    }

    @Test
    void a_secret_key_in_a_set_is_passed_over() {
        String secret =
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA\"}]}";

        assertThatThrownBy(() -> from(secret))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds no public key");
    }

    @Test
    void a_file_that_holds_no_key_stops_the_start() {
        for (String junk : new String[] {
            "", "hello", "{}", "{\"keys\":[]}", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
        }) {
            assertThatThrownBy(() -> from(junk))
                    .as(junk)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("countersign.jwt.public-key:");
        }
    }

    @Test
    void a_missing_file_stops_the_start() {
        assertThatThrownBy(() -> TrustedKeys.from(dir.resolve("absent")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("countersign.jwt.public-key:");
    }

    private TrustedKeys from(String text) throws IOException {
        return TrustedKeys.from(Files.writeString(dir.resolve("keys"), text));
    }
}
