package io.countersign.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.platform.store.EventReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsistencyTokensTest {
    private static final EventReference EVENT = new EventReference("decision:acme/t-1", 7);

    private final ConsistencyTokens tokens = new ConsistencyTokens(new byte[32]);

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }

    @Test
    void a_token_names_its_event_to_whoever_has_the_key() {
        assertThat(new ConsistencyTokens(new byte[32]).open(tokens.seal(EVENT))).contains(EVENT);
        assertThat(new ConsistencyTokens(key(1)).open(tokens.seal(EVENT))).isEmpty();
    }

    @Test
    void nobody_else_reads_it() {
        String token = tokens.seal(EVENT);

        assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
                .doesNotContain("acme", "t-1");
        assertThat(tokens.seal(EVENT)).isEqualTo(token);
    }

    @Test
    void what_somebody_made_up_names_nothing() {
        String token = tokens.seal(EVENT);
        String altered = token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21);

        for (String madeUp : List.of("", "!", "AAAA", EVENT.token(), altered, token.substring(4))) {
            assertThat(tokens.open(madeUp)).as(madeUp).isEmpty();
        }
    }
}
