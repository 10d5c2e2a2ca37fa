package io.countersign.platform.store.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testkit.EmbeddedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

/**
 * Writers that commit in any order, some of them never, with two sequencers at work and three readers on two nodes. The
 * transaction that took the lowest number of all commits after everything else.
 */
class NothingIsLostTest {
    private static final int RAW_WRITERS = 6;
    private static final int ENGINE_WRITERS = 4;
    private static final int TRANSACTIONS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConcurrentLinkedQueue<String> committed = new ConcurrentLinkedQueue<>();

    @Test
    void every_committed_event_is_seen_once_in_one_order_by_every_reader() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.with("event_store");
                Node first = new Node(database).started();
                Node second = new Node(database).started();
                RawWriter early = new RawWriter(database.dataSource());
                Follower one = new Follower(first.source, 0);
                Follower two = new Follower(first.source, 0);
                Follower elsewhere = new Follower(second.source, 0)) {
            String lowest = early.insert("early", 0);
            runWriters(database, first, second);
            int soFar = committed.size();
            await().pollInterval(10, MILLISECONDS).atMost(PATIENCE).until(() -> one.seen.size() == soFar);

            early.commit();
            committed.add(lowest);
            List<Follower> followers = List.of(one, two, elsewhere);
            await().pollInterval(10, MILLISECONDS)
                    .atMost(PATIENCE)
                    .until(() -> followers.stream().allMatch(f -> f.seen.size() >= committed.size()));

            for (Follower follower : followers) {
                assertThat(follower.positions())
                        .isEqualTo(LongStream.rangeClosed(1, committed.size())
                                .boxed()
                                .toList());
                assertThat(follower.identifiers()).doesNotHaveDuplicates().hasSameElementsAs(committed);
                assertThat(follower.identifiers()).last().isEqualTo(lowest);
                assertThat(follower.seen).isEqualTo(one.seen);
            }
            assertThat(scan(database)).isEqualTo(new HashSet<>(committed));
            assertThat(lowestIndex(database)).isEqualTo(lowest);
        }
    }

    private void runWriters(EmbeddedDatabase database, Node first, Node second) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(RAW_WRITERS + ENGINE_WRITERS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < RAW_WRITERS; i++) {
            int writer = i;
            tasks.add(() -> writeRaw(database, writer));
        }
        for (int i = 0; i < ENGINE_WRITERS; i++) {
            int writer = i;
            tasks.add(() -> writeThroughEngine(writer % 2 == 0 ? first : second, writer));
        }
        for (Future<Void> done : writers.invokeAll(tasks)) {
            done.get();
        }
        writers.shutdown();
    }

    private Void writeRaw(EmbeddedDatabase database, int writer) throws SQLException {
        Random random = new Random(writer);
        try (RawWriter transaction = new RawWriter(database.dataSource())) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                List<String> written = new ArrayList<>();
                for (int n = 0; n <= random.nextInt(3); n++) {
                    written.add(transaction.insert("raw-%s-%s".formatted(writer, i), n));
                    linger(random);
                }
                if (random.nextInt(5) == 0) {
                    transaction.rollback();
                } else {
                    transaction.commit();
                    committed.addAll(written);
                }
            }
        }
        return null;
    }

    private Void writeThroughEngine(Node node, int writer) {
        Random random = new Random(1_000 + writer);
        for (int i = 0; i < TRANSACTIONS; i++) {
            UnitOfWork<?> work = node.begin("engine-%s-%s".formatted(writer, i), 0, 1 + random.nextInt(40));
            linger(random);
            if (random.nextInt(5) == 0) {
                work.rollback();
            } else {
                work.commit();
                committed.addAll(Node.identifiers(work));
            }
        }
        return null;
    }

    /** How long a transaction stays open is what makes commits overtake each other. */
    private static void linger(Random random) {
        LockSupport.parkNanos(random.nextInt(6_000_000));
    }

    private static Set<String> scan(EmbeddedDatabase database) {
        return new HashSet<>(database.jdbc()
                .sql("select event_identifier from event_store.event")
                .query(String.class)
                .list());
    }

    private static String lowestIndex(EmbeddedDatabase database) {
        return database.jdbc()
                .sql("select event_identifier from event_store.event order by global_index limit 1")
                .query(String.class)
                .single();
    }
}
