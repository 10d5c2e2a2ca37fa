package io.countersign.command.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.command.user.UserCommand.DeactivateUser;
import io.countersign.platform.security.Origin;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Role;
import io.countersign.testkit.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two nodes on one database do at the same time. */
@Tag("program")
class UserRacesTest {
    private static final NewPassword PASSWORD = new NewPassword("a long enough password");
    private static final String DONE = "done";

    @TempDir
    Path dataDir;

    private EmbeddedDatabase database;
    private List<RunningCommandSide> nodes;

    @BeforeEach
    void startTwoNodesAtOnce() throws Exception {
        database = EmbeddedDatabase.empty();
        nodes = atOnce(List.of(this::node, this::node));
    }

    private RunningCommandSide node() {
        return RunningCommandSide.withFirstOwner(database, dataDir);
    }

    @AfterEach
    void stop() {
        nodes.forEach(RunningCommandSide::close);
        database.close();
    }

    @Test
    void one_first_owner_is_made_one_address_has_one_user_and_one_owner_remains() throws Exception {
        assertThat(owners()).hasSize(1);

        for (int round = 0; round < 10; round++) {
            Email email = new Email("race%s@example.com".formatted(round));
            assertThat(outcomesOfMaking(email))
                    .containsExactlyInAnyOrder(DONE, "EMAIL_TAKEN", "EMAIL_TAKEN", "EMAIL_TAKEN");
            assertThat(owners()).hasSize(2);

            assertThat(outcomesOfDeactivating(owners())).containsExactlyInAnyOrder(DONE, "LAST_OWNER");
            assertThat(owners()).hasSize(1);
        }
        assertThat(deactivations()).isEqualTo(10);
    }

    private List<String> outcomesOfMaking(Email email) throws Exception {
        List<Callable<String>> attempts = IntStream.range(0, 4)
                .mapToObj(i -> {
                    UserPreparation newUsers = nodes.get(i % 2).bean(UserPreparation.class);
                    CreateUser create =
                            newUsers.prepare(UserPreparation.freshId(), email, Role.OWNER, PASSWORD, List.of());
                    return outcome(i, create);
                })
                .toList();
        return atOnce(attempts);
    }

    private List<String> outcomesOfDeactivating(List<String> owners) throws Exception {
        return atOnce(
                List.of(outcome(0, new DeactivateUser(owners.get(0))), outcome(1, new DeactivateUser(owners.get(1)))));
    }

    private Callable<String> outcome(int node, Object command) {
        Commands commands = nodes.get(node % 2).bean(Commands.class);
        return () -> {
            try {
                commands.send(command, Origin.SYSTEM);
                return DONE;
            } catch (Refusal refusal) {
                return refusal.code().name();
            }
        };
    }

    private List<String> owners() {
        return database.jdbc()
                .sql("select user_id from command_side.user_account where role = 'owner' and active order by user_id")
                .query(String.class)
                .list();
    }

    private long deactivations() {
        return database.jdbc()
                .sql("select count(*) from event_store.event where payload_type like '%UserDeactivated'")
                .query(Long.class)
                .single();
    }

    private static <R> List<R> atOnce(List<Callable<R>> attempts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        CyclicBarrier together = new CyclicBarrier(attempts.size());
        try {
            List<Future<R>> running = new ArrayList<>();
            for (Callable<R> attempt : attempts) {
                running.add(threads.submit(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return attempt.call();
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> result : running) {
                results.add(result.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
