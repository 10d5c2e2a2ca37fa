package io.countersign.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Begins work that goes on until the latch opens; returns when it has begun or waits. */
    private void begin(FairQueue queue, String work, CountDownLatch until, String... names) {
        Thread thread = new Thread(() -> queue.run(new TreeSet<>(List.of(names)), () -> {
            begun.add(work);
            await().atMost(LONG).until(() -> until.getCount() == 0);
            return null;
        }));
        threads.add(thread);
        thread.start();
        await().until(() -> begun.contains(work) || thread.getState() == Thread.State.TIMED_WAITING);
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(LONG.toMillis());
        }
    }

    private static void assertRefused(FairQueue queue, String... names) {
        assertThatThrownBy(() -> queue.run(new TreeSet<>(List.of(names)), () -> "done"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void work_under_one_name_is_done_one_after_the_other_as_it_came() throws Exception {
        FairQueue queue = new FairQueue(9, LONG);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(0);
        begin(queue, "0", first, "a");
        IntStream.rangeClosed(1, 5).forEach(i -> begin(queue, String.valueOf(i), open, "a", "b" + i));

        assertThat(begun).containsExactly("0");
        first.countDown();
        join();
        assertThat(begun).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void those_who_wait_for_a_name_take_no_place_from_others() throws Exception {
        FairQueue queue = new FairQueue(2, LONG);
        CountDownLatch end = new CountDownLatch(1);
        IntStream.range(0, 5).forEach(i -> begin(queue, "a" + i, end, "a"));

        assertThat(queue.<String>run(new TreeSet<>(List.of("b")), () -> "done")).isEqualTo("done");
        assertThat(begun).containsExactly("a0");
        end.countDown();
        join();
    }

    @Test
    void who_waits_too_long_is_refused_and_leaves_nothing_behind() throws Exception {
        FairQueue queue = new FairQueue(1, Duration.ofMillis(50));
        CountDownLatch end = new CountDownLatch(1);
        begin(queue, "first", end, "a");

        assertRefused(queue, "a");
        assertRefused(queue, "b");
        end.countDown();
        join();
        assertThat(queue.<String>run(new TreeSet<>(List.of("a", "b")), () -> "done"))
                .isEqualTo("done");
    }

    @Test
    void work_that_fails_lets_the_next_one_in() {
        FairQueue queue = new FairQueue(1, LONG);

        assertThatThrownBy(() -> queue.run(new TreeSet<>(List.of("a")), () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(queue.<String>run(new TreeSet<>(List.of("a")), () -> "done")).isEqualTo("done");
    }
}
