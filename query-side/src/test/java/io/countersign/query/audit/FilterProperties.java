package io.countersign.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.UserSignedIn;
import io.countersign.platform.web.Paging;
import io.countersign.policy.Action;
import io.countersign.policy.Reason;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import io.countersign.query.projection.EventFeed;
import io.countersign.testkit.EmbeddedDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The entries that the database finds for a filter are those that the filter admits one by one, as it does for whoever
 * follows the log. Each try adds to the entries of the last.
 */
class FilterProperties {
    private static final Instant BEGUN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ALL = 1_000;
    private static final List<TenantId> TENANTS =
            List.of(new TenantId("acme"), new TenantId("beta"), new TenantId("gamma"));
    private static final List<String> VENDORS =
            List.of("office depot", "100%", "1_", "cafe emoji", "\\", "oneill", "osaka 大阪");
    private static final List<String> PARTS =
            List.of("o", "office", "%", "_", "-", "e", "\\", "'", "大", "depot", "nobody", "100");

    private static EmbeddedDatabase database;
    private static EventFeed feed;
    private static AuditView view;
    private static int found;

    @BeforeContainer
    static void start() {
        database = EmbeddedDatabase.with("read_model");
        feed = new EventFeed(database.dataSource(), new AuditProjection());
        view = new AuditView(new NamedParameterJdbcTemplate(database.dataSource()));
    }

    @AfterContainer
    static void stop() {
        database.close();
        assertThat(found).as("entries that filters found").isGreaterThan(100);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void the_database_and_the_filter_agree_on_every_entry(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 15; i++) {
            feed.at(time(random)).by(user(random));
            feed.publish(happening(random));
        }
        List<EntryRow> all = EntryRow.of(view.after(AuditFilter.EVERYTHING, 0, ALL));

        for (int i = 0; i < 40; i++) {
            AuditFilter filter = filter(random);
            List<Long> admitted =
                    all.stream().filter(filter::matches).map(EntryRow::position).toList();
            found += admitted.size();

            assertThat(positions(view.after(filter, 0, ALL))).as("%s", filter).isEqualTo(admitted);
            assertThat(positions(
                            view.page(filter, new Paging(Long.MAX_VALUE, ALL)).rows()))
                    .as("%s", filter)
                    .containsExactlyInAnyOrderElementsOf(admitted);
        }
    }

    private static List<Long> positions(List<AuditView.JsonEntry> lines) {
        return lines.stream().map(AuditView.JsonEntry::position).toList();
    }

    private static Object happening(Random random) {
        TenantId tenant = any(TENANTS, random);
        String vendor = any(VENDORS, random);
        return switch (random.nextInt(5)) {
            case 0 -> new UserSignedIn(user(random));
            case 1 -> new StaffAssigned(user(random), tenant);
            case 2 -> new DecisionApproved(tenant, txn(random), vendor, null, "USD", "6000", null, null);
            case 3 -> TestEvents.decided(tenant, vendor, Action.AUTO_POSTED, List.of());
            default -> TestEvents.decided(tenant, vendor, Action.REVIEWED, reasons(random));
        };
    }

    private static List<Reason> reasons(Random random) {
        return random.ints(1 + random.nextInt(3), 0, Reason.values().length)
                .distinct()
                .sorted()
                .mapToObj(i -> Reason.values()[i])
                .toList();
    }

    /** Half of what may be asked for isn't, so that something is found. */
    private static AuditFilter filter(Random random) {
        List<EntryAction> actions = random.nextBoolean()
                ? List.of()
                : random.ints(1 + random.nextInt(3), 0, EntryAction.values().length)
                        .distinct()
                        .mapToObj(i -> EntryAction.values()[i])
                        .toList();
        return new AuditFilter(
                random.nextInt(3) > 0 ? null : time(random),
                random.nextInt(3) > 0 ? null : time(random),
                random.nextInt(3) > 0 ? null : any(TENANTS, random),
                random.nextBoolean() ? null : any(PARTS, random),
                actions,
                random.nextInt(4) > 0 ? null : any(List.of(Reason.values()), random),
                random.nextInt(4) > 0 ? null : user(random),
                random.nextInt(4) > 0 ? null : txn(random),
                any(
                        List.of(
                                Set.copyOf(TENANTS),
                                Set.of(TENANTS.get(0)),
                                Set.of(TENANTS.get(0), TENANTS.get(2)),
                                Set.<TenantId>of()),
                        random,
                        null));
    }

    /** One of these, or as likely as not the other. */
    private static <T> T any(List<T> some, Random random, T other) {
        return random.nextBoolean() ? other : any(some, random);
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** One of a few moments, so that limits are met exactly. */
    private static Instant time(Random random) {
        return BEGUN.plusSeconds(random.nextInt(20)).plusNanos(1_000L * random.nextInt(2));
    }

    private static String user(Random random) {
        return "user-" + random.nextInt(4);
    }

    private static TxnId txn(Random random) {
        return new TxnId("txn-" + random.nextInt(3));
    }
}
