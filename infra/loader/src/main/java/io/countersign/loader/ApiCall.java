package io.countersign.loader;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** An HTTP request; {@code contentType} and {@code body} are null without a body. */
record ApiCall(String method, String path, Map<String, String> headers, String contentType, Body body) {

    /** Writes the body of a request; called again for each attempt. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static ApiCall get(String path, Map<String, String> headers) {
        return new ApiCall("GET", path, headers, null, null);
    }

    static ApiCall post(String path, Object json) {
        return post(path, "application/json", out -> out.write(Json.MAPPER.writeValueAsBytes(json)));
    }

    static ApiCall post(String path, String contentType, Body body) {
        return new ApiCall("POST", path, Map.of(), contentType, body);
    }

    /** The same request with this as its only header. */
    ApiCall with(String header, String value) {
        return new ApiCall(method, path, Map.of(header, value), contentType, body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
