package io.countersign.platform.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * The first to see a request. Answers probes from the last known state, without waiting for anything, and closes connections
 * whose request wasn't read to its end, as reading on would hold a thread for as long as the client likes.
 */
final class RequestGate extends ValveBase {
    private final HealthState health;
    private final Duration writeTimeout;

    RequestGate(HealthState health, Duration writeTimeout) {
        super(true);
        this.health = health;
        this.writeTimeout = writeTimeout;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isAsyncDispatching()) {
            getNext().invoke(request, response);
        } else {
            begin(request, response);
        }
        if (!request.isAsync() && !request.getCoyoteRequest().isFinished()) {
            ClientConnection.of(request).stopReading();
        }
    }

    private void begin(Request request, Response response) throws IOException, ServletException {
        ClientConnection connection = new ClientConnection(request);
        connection.attach();
        connection.setWriteTimeout(writeTimeout);
        Status status = isRead(request) ? health.at(request.getRequestURI()) : null;
        if (status != null) {
            answer(status, response);
        } else {
            getNext().invoke(request, response);
        }
    }

    /** Without a method, and without an address, is what isn't HTTP. */
    private static boolean isRead(Request request) {
        return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
    }

    private static void answer(Status status, Response response) throws IOException {
        if (RequestThreads.isReserved()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        boolean serves = !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
        byte[] body = "{\"status\":\"%s\"}".formatted(status.getCode()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(serves ? 200 : 503);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
