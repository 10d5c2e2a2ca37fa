package io.countersign.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A persistent HTTP/1.1 connection over loopback that supports only what this program needs, because a general client would use a large part of the measured processor time. Not thread-safe.
 */
public final class Connection implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int PATIENCE_MILLIS = 120_000;

    private final int port;
    private final String standingHeaders;
    private Socket socket;
    private InputStream in;
    private boolean isOver;

    Connection(int port, String standingHeaders) throws IOException {
        this.port = port;
        this.standingHeaders = "Host: 127.0.0.1:%s\r\n%s".formatted(port, standingHeaders);
        open();
    }

    private void open() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        isOver = false;
    }

    /** Sends a request, over a new connection if the service closes this one, and returns when the response head has arrived. */
    public Answer send(Request request) throws IOException {
        if (isOver) {
            socket.close();
            open();
        }
        byte[] body = request.body();
        byte[] head = head(request, body == null ? "" : "Content-Length: %s\r\n".formatted(body.length));
        ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + (body == null ? 0 : body.length));
        whole.writeBytes(head);
        if (body != null) {
            whole.writeBytes(body);
        }
        socket.getOutputStream().write(whole.toByteArray());
        return readAnswer();
    }

    /** Sends the head of a request and returns the stream for its body. The caller closes the stream and then reads the response. */
    public OutputStream beginStream(Request request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(request, "Transfer-Encoding: chunked\r\n"));
        return new ChunkedOutput(out);
    }

    /** Reads the head of the response; another thread may still be sending the request body. */
    public Answer readAnswer() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        isOver = "close".equalsIgnoreCase(headers.get("connection"));
        return new Answer(status, headers, body(headers));
    }

    private byte[] head(Request request, String framing) {
        StringBuilder head = new StringBuilder(256)
                .append(request.method())
                .append(' ')
                .append(request.path())
                .append(" HTTP/1.1\r\n")
                .append(standingHeaders);
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing).append("\r\n").toString().getBytes(ISO_8859_1);
    }

    private InputStream body(Map<String, String> headers) {
        if (headers.containsKey("transfer-encoding")) {
            return new BodyInput(in, BodyInput.CHUNKED);
        }
        return new BodyInput(in, Long.parseLong(headers.getOrDefault("content-length", "0")));
    }

    private String line() throws IOException {
        return line(in);
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
