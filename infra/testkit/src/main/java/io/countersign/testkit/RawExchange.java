package io.countersign.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 exchange, byte by byte: for requests that no well-behaved client can send, and for answers that come
 * while the request is still being written. Reading gives up after 30 s.
 */
public final class RawExchange implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;
    private byte[] chunk = new byte[0];
    private int position;

    public RawExchange(URI base) throws IOException {
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the text as it is, in UTF-8. */
    public RawExchange write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    /** Sends the head of a request whose body follows in chunks. */
    public RawExchange begin(String path, String type, String token) throws IOException {
        return write(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .formatted(path, token, type));
    }

    /** Sends one chunk of the body. */
    public RawExchange chunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream framed = new ByteArrayOutputStream(bytes.length + 16);
        framed.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(bytes);
        framed.writeBytes(new byte[] {'\r', '\n'});
        out.write(framed.toByteArray());
        out.flush();
        return this;
    }

    /** Ends the body. */
    public RawExchange end() throws IOException {
        return write("0\r\n\r\n");
    }

    /** Waits for the head of the answer. */
    public int status() throws IOException {
        if (status == 0) {
            status = Integer.parseInt(rawLine().split(" ")[1]);
            for (String line = rawLine(); !line.isEmpty(); line = rawLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return status;
    }

    public String header(String name) throws IOException {
        status();
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The whole body of an answer whose length is announced, or that ends with the connection. */
    public String body() throws IOException {
        String length = header("content-length");
        byte[] bytes = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether a part of the answer is there, after waiting at most so long for it. */
    public boolean isAnsweredWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Waits for the connection's end; what came of the answer until then, with its head if that wasn't read before. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits for the next line of an answer in chunks; null at its end. */
    public String line() throws IOException {
        status();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (position < chunk.length || nextChunk()) {
            byte b = chunk[position++];
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private boolean nextChunk() throws IOException {
        int length = Integer.parseInt(rawLine(), 16);
        chunk = in.readNBytes(length);
        position = 0;
        rawLine();
        return length > 0;
    }

    private String rawLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The answer ended early: " + line.toString(StandardCharsets.UTF_8));
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Goes away without a word (RST), as a client does that crashes. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
