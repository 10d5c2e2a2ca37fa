package io.countersign.standalone.support;

import io.countersign.testkit.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who reads server-sent events as they come, until the service or they themselves end it. */
public final class EventStreamReader implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> answer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "follower");
    private volatile String lastId = "";
    private volatile boolean ended;

    private EventStreamReader(HttpResponse<InputStream> answer) {
        this.answer = answer;
        reader.setDaemon(true);
        reader.start();
    }

    /** One event; its data is HTML. */
    public record Event(String name, String id, String data) {}

    public static EventStreamReader of(Client client, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(client.base() + path))
                .header("Authorization", "Bearer " + client.token())
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventStreamReader(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return answer.statusCode();
    }

    /** The entries that came, by their positions. */
    public List<String> positions() {
        return events.stream()
                .filter(event -> event.name().equals("entry"))
                .map(Event::id)
                .toList();
    }

    public List<Event> events() {
        return events;
    }

    /** Where it would go on. */
    public String lastId() {
        return lastId;
    }

    public boolean hasEnded() {
        return ended;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5)).append('\n');
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        events.add(new Event(name, lastId, data.toString()));
                    }
                    name = "message";
                    data.setLength(0);
                }
            }
        } catch (IOException closed) {
            // That is how a follower goes.
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
