package io.countersign.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer, whose body must be read to its end before the connection's next request. Header names are in lower case. */
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

    /** @throws IOException with what was answered, unless it is a success */
    public Answer mustBeOk(String what) throws IOException {
        if (!ok()) {
            throw new IOException("%s was answered %s: %s".formatted(what, status, text()));
        }
        return this;
    }
}
