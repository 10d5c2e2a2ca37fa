package io.countersign.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.platform.limits.ConcurrencyLimit.Place;
import io.countersign.platform.limits.LimitProperties.Places;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit =
            new ConcurrencyLimit(new Places(3, 2), ErrorCode.TOO_MANY_EXPORTS, "exports", Duration.ofSeconds(7));

    @Test
    void a_user_takes_as_many_places_as_one_may_and_others_what_is_left() {
        limit.take("a");
        limit.take("a");
        isRefused("a", "You have 2 exports open already");

        limit.take("b");
        isRefused("c", "3 exports are open already");
    }

    @Test
    void a_place_is_given_back_once_however_often_it_is_closed() {
        limit.take("a");
        Place second = limit.take("a");
        second.close();
        second.close();

        limit.take("a");
        isRefused("a", "You have 2");
    }

    @Test
    void who_has_patience_gets_the_place_that_is_given_back() throws Exception {
        limit.take("a");
        Place second = limit.take("a");
        CompletableFuture<Place> waiting = CompletableFuture.supplyAsync(() -> limit.take("a", Duration.ofSeconds(20)));
        second.close();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(() -> limit.take("a", Duration.ofMillis(50))).isInstanceOf(Refusal.class);
    }

    @Test
    void what_is_not_set_has_its_usual_size_and_nothing_is_refused_by_name() {
        LimitProperties properties = new LimitProperties(new Places(null, 3), null, null, null, null, null, null, null);

        assertThat(properties.streams()).isEqualTo(new Places(64, 3));
        assertThat(properties.exports()).isEqualTo(new Places(8, 3));
        assertThat(properties.liveConnections()).isEqualTo(new Places(200, 5));
        assertThat(properties.streamSilence()).isEqualTo(Duration.ofSeconds(60));
        assertThatThrownBy(() -> new LimitProperties(null, new Places(0, 1), null, null, null, null, null, null))
                .hasMessageContaining("countersign.limits.exports.total");
        assertThatThrownBy(() -> new LimitProperties(null, null, null, null, Duration.ZERO, null, null, null))
                .hasMessageContaining("countersign.limits.stream-silence");
    }

    private void isRefused(String user, String sentence) {
        assertThatThrownBy(() -> limit.take(user)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_EXPORTS);
            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(refusal).hasMessageContaining(sentence);
        });
    }
}
