package io.countersign.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.tenant.TenantCreated;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.query.projection.QueryProgram;
import io.countersign.testkit.EmbeddedDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where windows begin and end. */
@Tag("program")
class MetricsApiTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private static EmbeddedDatabase database;
    private static QueryProgram program;
    private static int number;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.empty();
        program = QueryProgram.on(database);
    }

    @AfterAll
    static void stop() {
        program.close();
        database.close();
    }

    private static void tenant(String tenant) {
        program.publish(QueryProgram.event(
                "tenant:" + tenant, 0, new TenantCreated(new TenantId(tenant), tenant, Tier.PRO, Tier.PRO.defaults())));
    }

    private static void decided(String tenant, Instant at, LocalDate date) {
        TxnId txn = new TxnId("txn-" + ++number);
        Transaction transaction = new Transaction(txn, date, "Café", "cafe", BigDecimal.TEN, "EUR", null, null, null);
        DecisionInputs inputs = new DecisionInputs(
                transaction, null, null, Tier.PRO.defaults(), null, BigDecimal.ZERO, AmountStatistics.NONE, 0, 0, null);
        program.publish(QueryProgram.event(
                "decision:%s/%s".formatted(tenant, txn),
                0,
                new TransactionDecided(new TenantId(tenant), inputs, DecisionPolicy.decide(inputs)),
                at));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static JsonNode get(String query) throws Exception {
        program.awaitAll();
        var response = program.get("/api/metrics/latest?" + query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return QueryProgram.json(response);
    }

    @ParameterizedTest
    @CsvSource({"7d, 7", "30d, 30", "90d, 90"})
    void a_window_has_whole_days_and_today_is_the_last(String period, int days) throws Exception {
        LocalDate first = TODAY.minusDays(days - 1);
        String tenant = "edges-" + period;
        tenant(tenant);
        decided(tenant, startOf(first).minusNanos(1_000), TODAY);
        decided(tenant, startOf(first), TODAY);
        decided(tenant, startOf(TODAY.plusDays(1)).minusNanos(1_000), TODAY);

        JsonNode found = get("tenant_id=%s&period=%s".formatted(tenant, period));

        assertThat(found.path("window_start_ts").asString()).isEqualTo(first + "T00:00:00.000000Z");
        assertThat(found.path("window_end_ts").asString()).isEqualTo(TODAY + "T23:59:59.999999Z");
        assertThat(found.path("population_n").asInt()).isEqualTo(2);
        assertThat(found.path("by_day")).hasSize(days);
        assertThat(found.path("by_day").get(0).path("day").asString()).isEqualTo(first.toString());
        assertThat(found.path("by_day").get(0).path("reviewed").asInt()).isEqualTo(1);
        assertThat(found.path("by_day").get(days - 1).path("reviewed").asInt()).isEqualTo(1);
        assertThat(found.path("review_backlog").asInt()).isEqualTo(3);
    }

    @Test
    void by_txn_date_the_transactions_own_dates_count_and_not_when_they_were_decided() throws Exception {
        LocalDate first = TODAY.minusDays(6);
        tenant("dates");
        decided("dates", startOf(TODAY), first);
        decided("dates", startOf(TODAY), first.minusDays(1));
        decided("dates", startOf(TODAY), TODAY.plusDays(1));
        decided("dates", startOf(TODAY.minusDays(300)), TODAY);

        JsonNode byDate = get("tenant_id=dates&period=7d&by=txn_date");
        JsonNode byDecision = get("tenant_id=dates&period=7d&by=decided");

        assertThat(byDate.path("population_n").asInt()).isEqualTo(2);
        assertThat(byDate.path("by_day").get(0).path("reviewed").asInt()).isEqualTo(1);
        assertThat(byDate.path("by_day").get(6).path("reviewed").asInt()).isEqualTo(1);
        assertThat(byDecision.path("population_n").asInt()).isEqualTo(3);
        assertThat(byDecision.path("by_day").get(6).path("reviewed").asInt()).isEqualTo(3);
    }

    @Test
    void thirty_days_by_decision_are_what_one_gets_unless_one_asks() throws Exception {
        tenant("defaults");
        decided("defaults", startOf(TODAY.minusDays(29)), TODAY.minusDays(40));
        decided("defaults", startOf(TODAY.minusDays(30)), TODAY);

        assertThat(get("tenant_id=defaults")).isEqualTo(get("tenant_id=defaults&period=30d&by=decided"));
        assertThat(get("tenant_id=defaults").path("population_n").asInt()).isEqualTo(1);
    }

    @Test
    void the_list_of_tenants_counts_the_same_days_though_the_database_has_another_clock() throws Exception {
        tenant("clocks");
        decided("clocks", startOf(TODAY), TODAY);
        Clock clock = GenericEventMessage.clock;
        try {
            GenericEventMessage.clock = Clock.offset(clock, Duration.ofDays(40));

            assertThat(get("tenant_id=clocks").path("population_n").asInt()).isZero();
            assertThat(QueryProgram.json(program.get("/api/tenants/clocks"))
                            .path("review_rate")
                            .isNull())
                    .isTrue();
        } finally {
            GenericEventMessage.clock = clock;
        }
        assertThat(QueryProgram.json(program.get("/api/tenants/clocks"))
                        .path("review_rate")
                        .decimalValue())
                .isEqualTo("1");
    }
}
