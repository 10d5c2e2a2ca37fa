package io.countersign.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.standalone.support.EventStreamReader;
import io.countersign.standalone.support.Program;
import io.countersign.standalone.support.Txn;
import io.countersign.standalone.support.UsesSharedProgram;
import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@UsesSharedProgram
class LiveAuditTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Program program;
    private Client owner;
    private String tenant;

    @BeforeEach
    void begin() {
        program = Program.running();
        owner = program.owner();
        tenant = program.eagerTenant();
    }

    private void decide(String tenant, int count) {
        String all = Stream.generate(() -> Txn.fresh().json()).limit(count).collect(Collectors.joining(", "));
        owner.post("/api/decisions", "{\"tenant_id\": \"%s\", \"transactions\": [%s]}".formatted(tenant, all))
                .mustBe(200);
    }

    /** Of the tenant's entries, the newest first. */
    private List<String> listed(String filter) {
        return owner.get("/api/audit?limit=1000&tenant_id=" + tenant + filter)
                .mustBe(200)
                .each("position");
    }

    private String head() {
        return owner.get("/api/audit?limit=1").mustBe(200).each("position").get(0);
    }

    @Nested
    class a_follower {
        @Test
        void gets_what_comes_in_and_fits_in_order() {
            String before = head();
            try (EventStreamReader follower = EventStreamReader.of(
                    owner,
                    "/audit/live?vendor=OFFICE&action=auto_posted&tenant_id=%s&after=%s".formatted(tenant, before))) {
                decide(tenant, 3);
                owner.post(
                                "/api/decisions",
                                "{\"tenant_id\": \"%s\", \"transactions\": [%s]}"
                                        .formatted(
                                                tenant,
                                                Txn.fresh()
                                                        .vendor("Blue Bottle")
                                                        .json()))
                        .mustBe(200);
                decide(program.eagerTenant(), 2);
                decide(tenant, 2);

                await().atMost(SOON).until(() -> follower.positions().size() >= 5);
                List<String> listed = new ArrayList<>(listed("&vendor=office"));
                Collections.reverse(listed);
                assertThat(follower.positions()).isEqualTo(listed);
                assertThat(follower.events().get(0).data()).contains("data-position=\"" + listed.get(0) + "\"");
            }
        }

        @Test
        void begins_with_what_comes_next_if_nothing_else_is_said() {
            decide(tenant, 2);
            head();
            try (EventStreamReader follower = EventStreamReader.of(owner, "/audit/live?tenant_id=" + tenant)) {
                await().atMost(SOON).until(() -> !follower.lastId().isEmpty());
                decide(tenant, 1);

                await().atMost(SOON).until(() -> !follower.positions().isEmpty());
                assertThat(follower.positions()).containsExactly(listed("").get(0));
            }
        }

        @Test
        void who_comes_back_misses_nothing_and_gets_nothing_twice() {
            String path = "/audit/live?tenant_id=%s&after=%s".formatted(tenant, head());
            List<String> got = new ArrayList<>();
            String last = "";
            for (int i = 0; i < 4; i++) {
                int expected = got.size() + 5;
                EventStreamReader follower = last.isEmpty()
                        ? EventStreamReader.of(owner, path)
                        : EventStreamReader.of(owner, path, "Last-Event-ID", last);
                decide(tenant, 5);
                await().atMost(SOON)
                        .until(() -> got.size() + follower.positions().size() >= expected);
                follower.close();
                got.addAll(follower.positions());
                last = follower.positions().get(follower.positions().size() - 1);
                decide(tenant, 300);
            }
            try (EventStreamReader follower = EventStreamReader.of(owner, path, "Last-Event-ID", last)) {
                await().atMost(SOON)
                        .until(() -> got.size() + follower.positions().size() >= 4 * 305);
                got.addAll(follower.positions());
            }

            List<String> all = everything("/api/audit?limit=1000&action=auto_posted&tenant_id=" + tenant);
            Collections.reverse(all);
            assertThat(got).isEqualTo(all);
        }

        private List<String> everything(String first) {
            List<String> all = new ArrayList<>();
            Answer page = owner.get(first).mustBe(200);
            all.addAll(page.each("position"));
            while (page.next().isPresent()) {
                page = owner.get(page.next().get()).mustBe(200);
                all.addAll(page.each("position"));
            }
            return all;
        }

        @Test
        void of_the_staff_gets_assigned_tenants_only() {
            Program.Person staff = program.person("staff", tenant);
            String another = program.eagerTenant();
            try (EventStreamReader follower = EventStreamReader.of(staff.client(), "/audit/live?after=" + head())) {
                decide(another, 2);
                decide(tenant, 1);
                await().atMost(SOON).until(() -> !follower.positions().isEmpty());
                assertThat(follower.positions()).containsExactly(listed("").get(0));

                owner.delete("/api/users/" + staff.userId() + "/tenants/" + tenant)
                        .mustBe(204);
                // Up to a few seconds later nothing of the tenant comes any more, and of the other it does.
                owner.put("/api/users/" + staff.userId() + "/tenants/" + another)
                        .mustBe(204);
                await().atMost(SOON).until(() -> {
                    decide(another, 1);
                    return follower.events().stream()
                            .anyMatch(event -> event.data().contains(another));
                });
                int seen = follower.positions().size();
                decide(tenant, 3);
                decide(another, 1);
                await().atMost(SOON).until(() -> follower.positions().size() > seen);
                assertThat(follower.positions())
                        .doesNotContainAnyElementsOf(
                                listed("&action=auto_posted").subList(0, 3));
            }
        }

        @Test
        void is_sent_away_when_deactivated() {
            Program.Person auditor = program.person("auditor");
            try (EventStreamReader follower = EventStreamReader.of(auditor.client(), "/audit/live")) {
                await().atMost(SOON).until(() -> !follower.lastId().isEmpty());
                assertThat(follower.hasEnded()).isFalse();

                owner.post("/api/users/" + auditor.userId() + "/deactivate").mustBe(200);

                await().atMost(Duration.ofSeconds(3)).until(follower::hasEnded);
            }
        }

        @Test
        void is_sent_away_when_signed_out_and_another_session_is_not() {
            Program.Person auditor = program.person("auditor");
            Client another = program.login(auditor.email(), Program.PASSWORD);
            try (EventStreamReader follower = EventStreamReader.of(auditor.client(), "/audit/live");
                    EventStreamReader stays = EventStreamReader.of(another, "/audit/live")) {
                await().atMost(SOON)
                        .until(() ->
                                !follower.lastId().isEmpty() && !stays.lastId().isEmpty());

                auditor.client().post("/api/auth/logout").mustBe(204);

                await().atMost(Duration.ofSeconds(2)).until(follower::hasEnded);
                assertThat(stays.hasEnded()).isFalse();
            }
        }

        @Test
        void is_refused_past_five_of_one_user_until_one_has_gone() {
            Program.Person auditor = program.person("auditor");
            String path = "/audit/live?tenant_id=" + tenant;
            List<EventStreamReader> followers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                followers.add(EventStreamReader.of(auditor.client(), path));
            }
            Answer refused = auditor.client().get(path).mustBeProblem(429, "too_many_streams");
            assertThat(refused.header("Retry-After"))
                    .hasValueSatisfying(wait -> assertThat(wait).matches("[1-9]\\d*"));
            try (EventStreamReader ofAnother = EventStreamReader.of(owner, path)) {
                decide(tenant, 1);
                followers.add(ofAnother);
                await().atMost(SOON)
                        .until(() -> followers.stream()
                                .allMatch(follower -> follower.positions().size() == 1));
            }

            followers.remove(0).close();
            await().atMost(SOON).untilAsserted(() -> {
                try (EventStreamReader next = EventStreamReader.of(auditor.client(), path)) {
                    assertThat(next.status()).isEqualTo(200);
                }
            });
            followers.forEach(EventStreamReader::close);
        }
    }

    @Nested
    class what_is_refused {
        @Test
        void is_told_as_for_the_log_itself() {
            owner.get("/audit/live?after=x&action=none&limit=5").mustBeInvalid("after", "action", "limit");
            owner.with("Last-Event-ID", "-1").get("/audit/live").mustBeInvalid("Last-Event-ID");
            owner.get("/audit/live?tenant_id=nobody").mustBeProblem(404, "tenant_not_found");
            program.anybody().get("/audit/live").mustBeProblem(401, "unauthenticated");
            program.person("service", tenant).client().get("/audit/live").mustBeProblem(403, "forbidden");
            program.person("staff")
                    .client()
                    .get("/audit/live?tenant_id=" + tenant)
                    .mustBeProblem(404, "tenant_not_found");
        }
    }

    @Test
    void a_program_that_stops_lets_its_followers_go() {
        EventStreamReader follower;
        long stopping;
        try (Program other = Program.startElsewhere()) {
            follower = EventStreamReader.of(other.owner(), "/audit/live");
            await().atMost(SOON).until(() -> !follower.lastId().isEmpty());
            stopping = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(15));
        await().atMost(SOON).until(follower::hasEnded);
    }
}
