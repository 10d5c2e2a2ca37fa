package io.countersign.loader;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A request; without a body {@code contentType} and {@code body} are null. */
record Call(String method, String path, Map<String, String> headers, String contentType, Body body) {

    /** Writes a request's body; may be asked again when the request is sent again. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Call get(String path, Map<String, String> headers) {
        return new Call("GET", path, headers, null, null);
    }

    static Call post(String path, Object json) {
        return post(path, "application/json", out -> out.write(Json.MAPPER.writeValueAsBytes(json)));
    }

    static Call post(String path, String contentType, Body body) {
        return new Call("POST", path, Map.of(), contentType, body);
    }

    /** The same with one header, and no other. */
    Call with(String header, String value) {
        return new Call(method, path, Map.of(header, value), contentType, body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
