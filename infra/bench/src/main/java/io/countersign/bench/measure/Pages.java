package io.countersign.bench.measure;

import io.countersign.bench.data.TransactionGenerator;
import io.countersign.bench.http.Connection;
import io.countersign.bench.load.Latencies;
import io.countersign.bench.report.ResultRow;
import io.countersign.bench.system.CpuTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The time of each page from the request to the last byte, one request after the other, and the download size of the largest page with an empty browser cache.
 */
final class Pages implements Measurement {
    private static final int WARM_UP = 200;
    private static final int REQUESTS = 100;
    private static final double SLOWEST_MILLIS = 100;
    private static final int MOST_BYTES = 300_000;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public List<ResultRow> run(Workbench bench) throws IOException, InterruptedException {
        PageTestData firm = PageTestData.of(bench);
        List<ResultRow> rows = new ArrayList<>();
        PageDownload largest = null;
        for (var page : pages(firm).entrySet()) {
            try (Connection connection = bench.client().connect()) {
                rows.add(row(bench, connection, page.getKey(), page.getValue()));
                PageDownload load = PageDownload.of(connection, page.getValue().apply(0));
                bench.log("%s: %,d bytes".formatted(load.path(), load.bytes()));
                largest = largest == null || load.bytes() > largest.bytes() ? load : largest;
            }
        }
        rows.add(ResultRow.alone(
                "first load of %s, compressed, with its assets".formatted(largest.path()),
                "%s kB".formatted(largest.bytes() / 1_000),
                "< %s kB".formatted(MOST_BYTES / 1_000),
                largest.bytes() < MOST_BYTES));
        return rows;
    }

    private static Map<String, LongFunction<String>> pages(PageTestData firm) throws IOException {
        String book = "tenant_id=" + PageTestData.BOOK;
        String candidate = firm.candidate();
        String user = firm.user();
        List<String> stories = firm.stories();
        Map<String, LongFunction<String>> pages = new LinkedHashMap<>();
        pages.put("/firm", n -> "/firm?page=" + (1 + n % 10));
        pages.put("/firm, by backlog", n -> "/firm?sort=backlog&order=desc");
        pages.put("/firm/{tenant_id}", n -> "/firm/" + tenant(n));
        pages.put("/rules", n -> "/rules?" + book);
        pages.put("/rules, versions", n -> "/rules?tab=versions&" + book);
        pages.put("/rules/candidates/{id}", n -> "/rules/candidates/" + candidate);
        pages.put("/rules/versions/v1", n -> "/rules/versions/v1?" + book);
        pages.put("/review", n -> "/review");
        pages.put("/review of a tenant", n -> "/review?tenant_id=" + tenant(n));
        pages.put("/audit", n -> "/audit");
        pages.put("/audit of a tenant and action", n -> "/audit?action=reviewed&tenant_id=" + tenant(n));
        pages.put(
                "/audit of a vendor",
                n -> "/audit?vendor="
                        + TransactionGenerator.vendor((int) (n * 37 % TransactionGenerator.VENDORS))
                                .replace(" ", "%20"));
        pages.put("/metrics", n -> "/metrics?period=90d");
        pages.put("/metrics by transaction date", n -> "/metrics?period=90d&by=txn_date");
        pages.put("/metrics of a tenant", n -> "/metrics?period=90d&tenant_id=" + tenant(n));
        pages.put("/explain", n -> stories.get((int) (n % stories.size())));
        pages.put("/users", n -> "/users");
        pages.put("/users/{user_id}", n -> "/users/" + user);
        return pages;
    }

    private static String tenant(long number) {
        return TransactionGenerator.tenant((int) (number % TransactionGenerator.TENANTS));
    }

    private static ResultRow row(Workbench bench, Connection connection, String page, LongFunction<String> path)
            throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            PageDownload.get(connection, path.apply(i));
        }
        Latencies latencies = new Latencies();
        CpuTime idle = bench.program().cpu();
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            PageDownload.get(connection, path.apply(WARM_UP + i));
            latencies.record(System.nanoTime() - start);
        }
        CpuTime used = bench.program().cpu().since(idle);
        return ResultRow.alone(
                "page %s, %s requests".formatted(page, REQUESTS),
                "%s (%s)".formatted(latencies, used.each(REQUESTS)),
                "p95 < %.0f ms".formatted(SLOWEST_MILLIS),
                latencies.millis(95) < SLOWEST_MILLIS);
    }
}
