package io.countersign.bench.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.countersign.bench.data.TransactionGenerator;
import io.countersign.bench.http.Answer;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Commands that change settings of tenants, each with a real change and its own idempotency key. */
final class SettingsChanges {
    private static final int CENTS = 1_000_000;
    private static final String CONSISTENCY = "countersign-consistency";

    private final String run = UUID.randomUUID().toString();
    /** A random offset, so that a run does not repeat the values of the last one. */
    private final int offset = ThreadLocalRandom.current().nextInt(CENTS);

    static String tenant(long number) {
        return TransactionGenerator.tenant((int) (number % TransactionGenerator.TENANTS));
    }

    Request change(long number) {
        long cents = (offset + number / TransactionGenerator.TENANTS) % CENTS;
        String body = "{\"llm_tenant_cap_usd\":%s.%02d,\"reason\":\"measured\"}".formatted(cents / 100, cents % 100);
        return Request.post(
                        "/api/tenants/%s/settings".formatted(tenant(number)),
                        "application/json",
                        body.getBytes(US_ASCII))
                .with("Idempotency-Key", run + "-" + number);
    }

    boolean send(Connection connection, long number) throws IOException {
        return accepted(connection, number) != null;
    }

    /** The consistency token of the change; null if it was refused. */
    String accepted(Connection connection, long number) throws IOException {
        Answer answer = connection.send(change(number));
        String text = answer.text();
        return answer.ok() && text.contains("llm_tenant_cap_usd") ? answer.header(CONSISTENCY) : null;
    }
}
