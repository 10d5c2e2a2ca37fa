package io.countersign.loader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpException;

/**
 * An HTTP/1.1 client that streams in both directions at once: the response is read in the calling thread while
 * another thread writes the request. It does not follow redirects, decompress or retry. One call at a time.
 */
final class Http implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A stream without any data in either direction for this long counts as lost. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    private static final int PROBLEM_BYTES = 1 << 16;

    private final String base;
    private final HttpClient client = new HttpClient();
    private String token;

    /** {@code base} is an http or https address, with or without a path. */
    Http(URI base) throws LoadFailure {
        this.base = base.toString().replaceFirst("/+$", "");
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setFollowRedirects(false);
        try {
            client.start();
        } catch (Exception cause) {
            throw new LoadFailure("The HTTP client can't start: " + cause.getMessage(), cause);
        }
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    void authorize(String bearer) {
        token = bearer;
    }

    @FunctionalInterface
    interface AnswerReader<T> {
        T read(Response head, InputStream body) throws IOException, LoadFailure;
    }

    /**
     * Passes a 2xx response to {@code reader}. A broken connection, an incomplete transfer or a 5xx is an {@link
     * IOException}; 503 and 429 with {@code Retry-After} are {@link RetryLater}; all others are {@link RequestRefused}.
     */
    <T> T exchange(ApiCall call, AnswerReader<T> reader) throws IOException, LoadFailure {
        Request request = request(call);
        try (var answer = new InputStreamResponseListener()) {
            send(request, call, answer);
            Response head = answer.get(1, TimeUnit.DAYS);
            try (InputStream body = answer.getInputStream()) {
                if (head.getStatus() / 100 != 2) throw ErrorResponses.of(call, head, text(body));
                T result = reader.read(head, body);
                body.transferTo(OutputStream.nullOutputStream());
                return result;
            }
        } catch (ExecutionException lost) {
            throw lost.getCause() instanceof IOException cause ? cause : new IOException(lost.getCause());
        } catch (HttpException.RuntimeException garbled) {
            throw new IOException("The answer is not HTTP: " + garbled.getMessage(), garbled);
        } catch (TimeoutException endless) {
            throw new IOException(endless);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("Stopped while waiting for an answer.", stopped);
        } finally {
            request.abort(new IOException("The answer is complete"));
        }
    }

    @Override
    public void close() throws LoadFailure {
        try {
            client.stop();
        } catch (Exception cause) {
            throw new LoadFailure("The HTTP client can't stop: " + cause.getMessage(), cause);
        }
    }

    private Request request(ApiCall call) {
        return client.newRequest(base + call.path()).method(call.method()).headers(headers -> {
            if (token != null) headers.put("Authorization", "Bearer " + token);
            call.headers().forEach(headers::put);
        });
    }

    private static void send(Request request, ApiCall call, InputStreamResponseListener answer) {
        if (call.body() == null) {
            request.send(answer);
            return;
        }
        var content = new OutputStreamRequestContent(call.contentType());
        request.body(content).send(answer);
        var writer = new Thread(() -> write(call.body(), request, content), "request body");
        writer.setDaemon(true);
        writer.start();
    }

    private static void write(ApiCall.Body body, Request request, OutputStreamRequestContent content) {
        try {
            OutputStream out = content.getOutputStream();
            body.writeTo(out);
            out.close();
        } catch (IOException unsent) {
            request.abort(unsent);
        } catch (RuntimeException | Error unwritten) {
            request.abort(new IOException("The request can't be written: " + unwritten.getMessage(), unwritten));
        }
    }

    private static String text(InputStream body) {
        try {
            return new String(body.readNBytes(PROBLEM_BYTES), UTF_8);
        } catch (IOException cutOff) {
            return "";
        }
    }
}
