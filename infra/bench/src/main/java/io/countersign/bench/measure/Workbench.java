package io.countersign.bench.measure;

import io.countersign.bench.data.StreamedRequest;
import io.countersign.bench.data.TransactionGenerator;
import io.countersign.bench.http.Client;
import io.countersign.bench.system.Database;
import io.countersign.bench.system.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The running program, its database and its data, shared by all measurements. */
public final class Workbench {
    private static final int STREAM = 100_000;
    private static final int WARM_UP = 20_000;
    private static final int BOOKED = 10_000;

    private final Program program;
    private final Database database;
    private final MeasurementSizes sizes;
    private final PrintWriter progress;

    public Workbench(Program program, Database database, MeasurementSizes sizes, PrintWriter progress) {
        this.program = program;
        this.database = database;
        this.sizes = sizes;
        this.progress = progress;
    }

    public Program program() {
        return program;
    }

    public Client client() {
        return program.client();
    }

    public Database database() {
        return database;
    }

    public MeasurementSizes sizes() {
        return sizes;
    }

    public void log(String sentence) {
        progress.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + sentence);
        progress.flush();
    }

    /** The newest position, which is the number of events. */
    public long head() throws IOException {
        return head(client());
    }

    private static long head(Client client) throws IOException {
        return client.getJson("/api/admin/projections").get(0).get("head").longValue();
    }

    /** A generator of transactions with new ids. */
    public TransactionGenerator newTransactions() throws IOException {
        return newTransactions(null);
    }

    /** @param tenant the tenant of all transactions; null for many tenants */
    public TransactionGenerator newTransactions(String tenant) throws IOException {
        return newTransactions(tenant, client());
    }

    /** @param client of a program that has projections */
    public TransactionGenerator newTransactions(String tenant, Client client) throws IOException {
        return new TransactionGenerator(
                head(client), "t" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX), tenant);
    }

    /** Creates a tenant of tier pro if it does not exist. */
    public void ensureTenant(String id) throws IOException {
        for (JsonNode tenant : client().getJson("/api/tenants?limit=1000")) {
            if (tenant.get("tenant_id").stringValue().equals(id)) {
                return;
            }
        }
        client().postJson("/api/tenants", Map.of("tenant_id", id, "name", id, "tier", "pro"));
    }

    /** Creates the tenants and some history, and warms up the program. */
    public void prepare() throws IOException, InterruptedException {
        Set<String> there = new HashSet<>();
        for (JsonNode tenant : client().getJson("/api/tenants?limit=1000")) {
            there.add(tenant.get("tenant_id").stringValue());
        }
        for (int rank = 0; rank < TransactionGenerator.TENANTS; rank++) {
            if (!there.contains(TransactionGenerator.tenant(rank))) {
                client().postJson(
                                "/api/tenants",
                                Map.of(
                                        "tenant_id",
                                        TransactionGenerator.tenant(rank),
                                        "name",
                                        "Bench " + rank,
                                        "tier",
                                        rank % 2 == 0 ? "pro" : "starter"));
            }
        }
        StreamedRequest.send(client(), StreamedRequest.IMPORT, newTransactions().booked(BOOKED));
        StreamedRequest.send(client(), StreamedRequest.DECIDE, newTransactions().toDecide(WARM_UP));
        awaitProjections();
    }

    /** Adds entries up to the number in the sizes. */
    public void fill() throws IOException, InterruptedException {
        long head = head();
        while (head < sizes.entries()) {
            int next = (int) Math.min(STREAM, sizes.entries() - head);
            StreamedRequest.Result result = StreamedRequest.send(
                    client(), StreamedRequest.DECIDE, newTransactions().toDecide(next));
            awaitProjections();
            head = head();
            log("%,d of %,d entries, %,.0f decisions/s".formatted(head, sizes.entries(), result.perSecond()));
            if (head >= sizes.entries()) {
                database.sql("vacuum analyze");
            }
        }
    }

    /** Waits until every event has its position and every projection is live and has them all. */
    public void awaitProjections() throws IOException, InterruptedException {
        awaitProjections(client());
    }

    /** @param client of a program that has projections */
    public void awaitProjections(Client client) throws IOException, InterruptedException {
        while (database.number("select count(*) from event_store.pending") > 0 || !isEverythingProjected(client)) {
            Thread.sleep(50);
        }
    }

    private static boolean isEverythingProjected(Client client) throws IOException {
        for (JsonNode projection : client.getJson("/api/admin/projections")) {
            if (!"live".equals(projection.get("state").stringValue())
                    || projection.get("lag_events").longValue() > 0) {
                return false;
            }
        }
        return true;
    }
}
