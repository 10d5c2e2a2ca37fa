package io.countersign.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response. Its body must be read to the end before the next request on the connection. Header names are in lower case. */
public record Answer(int status, Map<String, String> headers, InputStream body) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    public String text() throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** @throws IOException with the response, unless it is a success */
    public Answer mustBeOk(String what) throws IOException {
        if (!ok()) {
            throw new IOException("%s was answered %s: %s".formatted(what, status, text()));
        }
        return this;
    }
}
