package io.countersign.loader;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The result of loading one data set; {@code mined} is null without mining. */
record DataSetReport(
        String name, int tenantsCreated, int tenantsExisting, Part history, RuleMining.Mined mined, Part later) {

    /** One of the two streams, and how long it took. */
    record Part(LoadTally tally, Duration took) {}

    boolean isSuccess() {
        return history.tally().refusals().isEmpty() && later.tally().refusals().isEmpty();
    }

    /** The number of transactions that were new to the service. */
    int added() {
        return history.tally().added() + later.tally().added();
    }

    void print(PrintWriter out) {
        out.println(name);
        line(
                out,
                "tenants",
                "%,d (%,d created, %,d existing)",
                tenantsCreated + tenantsExisting,
                tenantsCreated,
                tenantsExisting);
        print(out, "history", history);
        if (mined != null) {
            line(
                    out,
                    "candidates",
                    "%,d found and accepted: %,d of tenants, %,d of the firm, %s",
                    mined.tenantRules() + mined.firmRules(),
                    mined.tenantRules(),
                    mined.firmRules(),
                    Speed.of(0, mined.took()));
        }
        print(out, "later", later);
        LoadTally decisions = later.tally();
        int all = decisions.autoPosted() + decisions.reviewed();
        line(out, "auto-posted", "%,d of %,d%s", decisions.autoPosted(), all, percent(decisions.autoPosted(), all));
        line(
                out,
                "right",
                "%,d of %,d auto-posted on the booked account%s",
                decisions.right(),
                decisions.autoPosted(),
                percent(decisions.right(), decisions.autoPosted()));
        line(out, "reviewed", "%,d%s", decisions.reviewed(), counts(": ", decisions.reasons()));
        printRefusals(out, history.tally());
        printRefusals(out, decisions);
    }

    private static void print(PrintWriter out, String what, Part part) {
        int rows = part.tally().rows();
        line(out, what, "%,d rows%s, %s", rows, counts(": ", part.tally().statuses()), Speed.of(rows, part.took()));
    }

    private static void printRefusals(PrintWriter out, LoadTally tally) {
        tally.refusals().forEach((code, refusal) -> {
            line(out, "refused", "%,d with %s, for instance", refusal.count(), code);
            refusal.examples().forEach(example -> line(out, "", "  %s", example));
        });
    }

    private static void line(PrintWriter out, String what, String format, Object... values) {
        out.printf(Locale.ROOT, "  %-13s", what);
        out.printf(Locale.ROOT, format + "%n", values);
    }

    private static String counts(String start, Map<String, Integer> counts) {
        if (counts.isEmpty()) return "";
        return counts.entrySet().stream()
                .map(it -> String.format(Locale.ROOT, "%,d %s", it.getValue(), it.getKey()))
                .collect(joining(", ", start, ""));
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, " (%.2f%%)", 100.0 * part / whole);
    }
}
