package io.countersign.query.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.policy.TenantId;
import io.countersign.query.projection.QueryProgram;
import io.countersign.testkit.EmbeddedDatabase;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happened, each number is what counting through the list of decisions gives. Each try goes on from the last. */
class MetricsProperties {
    private static final List<Integer> DAYS = List.of(7, 30, 90);
    /** Indices are summed up in binary floats, in no particular order. */
    private static final Comparator<BigDecimal> ALMOST = Comparator.nullsFirst((one, other) ->
            one.subtract(other).abs().compareTo(new BigDecimal("0.000002")) < 0 ? 0 : one.compareTo(other));

    private static EmbeddedDatabase database;
    private static QueryProgram program;
    private static Past past;
    private static int told;
    private static int untold;

    @BeforeContainer
    static void start() {
        database = EmbeddedDatabase.empty();
        program = QueryProgram.on(database);
        past = new Past();
    }

    @AfterContainer
    static void stop() {
        program.close();
        database.close();
        assertThat(List.of(told, untold))
                .as("windows with an index, and without")
                .allMatch(windows -> windows > 10);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void each_number_is_what_counting_gives(@ForAll long seed) {
        past.goOn(seed);
        past.publish(program);

        for (DateBasis by : DateBasis.values()) {
            for (Period period : Period.values()) {
                mustEqual(period, by, MetricsScope.of(new TenantId("acme")), past.of(List.of("acme"), "acme"));
                mustEqual(period, by, limitedTo("beta", "gamma"), past.of(List.of("beta", "gamma"), "firm"));
                mustEqual(period, by, limitedTo(), past.of(List.of(), "firm"));
                mustEqual(
                        period,
                        by,
                        MetricsScope.within(Optional.empty()),
                        past.of(List.of("acme", "beta", "gamma"), "firm"));
            }
        }
    }

    private static void mustEqual(Period period, DateBasis by, MetricsScope scope, Recount recount) {
        Metrics counted = recount.of(DAYS.get(period.ordinal()), by, past.today());
        told += counted.psiAmount() == null ? 0 : 1;
        untold += counted.psiAmount() == null ? 1 : 0;

        assertThat(program.bean(MetricsView.class).latest(scope, Window.of(period, by, past.today())))
                .as("%s by %s of %s", period, by, scope)
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.<BigDecimal>naturalOrder(), BigDecimal.class)
                .withComparatorForFields(ALMOST, "psiVendor", "psiAmount")
                .isEqualTo(counted);
    }

    private static MetricsScope limitedTo(String... tenants) {
        return MetricsScope.within(
                Optional.of(Set.of(tenants).stream().map(TenantId::new).collect(Collectors.toSet())));
    }
}
