package io.countersign.bench.data;

import io.countersign.bench.http.Answer;
import io.countersign.bench.http.Client;
import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A streamed request: one thread sends NDJSON while another reads the results. */
public final class StreamedRequest {
    public static final String DECIDE = "/api/decisions";
    public static final String IMPORT = "/api/decisions/import";

    private StreamedRequest() {}

    /** @param took from the first byte sent to the summary */
    public record Result(long accepted, Duration took) {
        public double perSecond() {
            return accepted / (took.toNanos() / 1e9);
        }
    }

    /** @throws IOException also if a line is not accepted */
    public static Result send(Client client, String path, List<byte[]> blocks) throws IOException {
        try (Connection connection = client.connect()) {
            long start = System.nanoTime();
            OutputStream out = connection.beginStream(
                    new Request("POST", path, Map.of("Content-Type", "application/x-ndjson"), null));
            var sending = CompletableFuture.runAsync(() -> write(blocks, out));
            Answer answer = connection.readAnswer().mustBeOk(path);
            JsonNode summary =
                    JsonMapper.shared().readTree(lastLine(answer.body())).get("summary");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            sending.join();
            long accepted =
                    summary.get("decided").longValue() + summary.get("imported").longValue();
            if (accepted != summary.get("lines").longValue()) {
                throw new IOException("Not every line was accepted: " + summary);
            }
            return new Result(accepted, took);
        }
    }

    private static void write(List<byte[]> blocks, OutputStream out) {
        try (out) {
            for (byte[] block : blocks) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] lastLine(InputStream body) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] last = {};
        byte[] buffer = new byte[1 << 16];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    last = line.toByteArray();
                    line.reset();
                    from = i + 1;
                }
            }
            line.write(buffer, from, n - from);
        }
        return last;
    }
}
