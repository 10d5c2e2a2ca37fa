package io.countersign.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReaderConvoyTest {
    private static final long NEAR = 10;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long FAR = 100 * EventPage.MOST_EVENTS;

    private final ReaderConvoy convoy = new ReaderConvoy(NEAR, Duration.ofMinutes(10));
    private final ReaderConvoy.Walker first = convoy.join(0);
    private final ReaderConvoy.Walker last = convoy.join(0);
    private Thread walking;

    @AfterEach
    void go_home() throws InterruptedException {
        walking.interrupt();
        walking.join();
    }

    private void walkTo(long position) {
        walking = new Thread(() -> first.reach(position));
        walking.start();
    }

    private boolean arrivesWithin(Duration time) throws InterruptedException {
        walking.join(time.toMillis());
        return !walking.isAlive();
    }

    private void awaitWaiting() {
        while (walking.getState() != Thread.State.TIMED_WAITING) {
            assertThat(walking.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Nested
    class who_is_ahead {
        @Test
        void waits_until_the_others_are_near() throws InterruptedException {
            walkTo(50);
            awaitWaiting();

            last.reach(39);
            assertThat(arrivesWithin(SHORT)).isFalse();

            last.reach(40);
            assertThat(arrivesWithin(LONG)).isTrue();
        }

        @Test
        void waits_no_more_for_who_has_left() throws InterruptedException {
            walkTo(50);
            awaitWaiting();

            last.leave();

            assertThat(arrivesWithin(LONG)).isTrue();
        }

        @Test
        void waits_no_more_when_interrupted() throws InterruptedException {
            walkTo(50);
            awaitWaiting();

            walking.interrupt();

            assertThat(arrivesWithin(LONG)).isTrue();
        }
    }

    @Nested
    class nobody_waits {
        @Test
        void for_who_is_near() throws InterruptedException {
            walkTo(NEAR);

            assertThat(arrivesWithin(LONG)).isTrue();
        }

        @Test
        void for_who_is_far_behind() throws InterruptedException {
            walkTo(FAR + 1);

            assertThat(arrivesWithin(LONG)).isTrue();
        }

        @Test
        void for_who_stands_still() throws InterruptedException {
            ReaderConvoy hasty = new ReaderConvoy(NEAR, Duration.ofNanos(1));
            hasty.join(0);
            ReaderConvoy.Walker ahead = hasty.join(0);
            walking = new Thread(() -> ahead.reach(50));
            walking.start();

            assertThat(arrivesWithin(LONG)).isTrue();
        }

        @Test
        void who_is_behind() throws InterruptedException {
            first.leave();
            last.leave();
            ReaderConvoy.Walker behind = convoy.join(0);
            convoy.join(50);
            walking = new Thread(() -> behind.reach(20));
            walking.start();

            assertThat(arrivesWithin(LONG)).isTrue();
        }
    }
}
