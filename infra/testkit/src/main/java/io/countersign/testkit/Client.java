package io.countersign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Someone who calls the service over HTTP. Reads say by the Countersign-Consistency header what was written last by any
 * client of the same family, so nobody waits by time.
 */
public final class Client {
    private static final String CONSISTENCY = "Countersign-Consistency";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final Map<String, String> headers;
    private final AtomicReference<String> written;

    private Client(URI base, Map<String, String> headers, AtomicReference<String> written) {
        this.base = base;
        this.headers = headers;
        this.written = written;
    }

    /** Nobody in particular. */
    public static Client of(URI base) {
        return new Client(base, Map.of(), new AtomicReference<>());
    }

    /** JSON that is easier to read in Java: with single quotes. */
    public static String json(String singleQuoted, Object... values) {
        String text = values.length == 0 ? singleQuoted : String.format(Locale.ROOT, singleQuoted, values);
        return text.replace('\'', '"');
    }

    public URI base() {
        return base;
    }

    public Client withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same with one more header, or another value of it. */
    public Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(base, more, written);
    }

    /** The token that this client sends; null for nobody. */
    public String token() {
        String header = headers.get("Authorization");
        return header == null ? null : header.substring("Bearer ".length());
    }

    public Answer get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    /** Without a body. */
    public Answer post(String path) {
        return send("POST", path, null, BodyPublishers.noBody());
    }

    public Answer post(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    public Answer post(String path, String type, String body) {
        return send("POST", path, type, BodyPublishers.ofString(body));
    }

    public Answer post(String path, String type, byte[] body) {
        return send("POST", path, type, BodyPublishers.ofByteArray(body));
    }

    public Answer put(String path) {
        return send("PUT", path, null, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    /** @param type of the body; null for none */
    public Answer send(String method, String path, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::setHeader);
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        String last = written.get();
        if (method.equals("GET") && last != null && !headers.containsKey(CONSISTENCY)) {
            request.setHeader(CONSISTENCY, last);
        }
        try {
            Answer answer = new Answer(method + " " + path, HTTP.send(request.build(), BodyHandlers.ofByteArray()));
            if (answer.header("Idempotency-Replayed").isEmpty()) {
                answer.header(CONSISTENCY).ifPresent(written::set);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s".formatted(method, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What names the family's last write, for somebody outside of it who is to see that too; empty before the first. */
    public Optional<String> written() {
        return Optional.ofNullable(written.get());
    }

    /** Lets later reads wait for what a stream's summary names. */
    public void wrote(String consistency) {
        written.set(consistency);
    }
}
