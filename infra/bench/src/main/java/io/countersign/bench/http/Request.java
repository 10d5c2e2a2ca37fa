package io.countersign.bench.http;

import java.util.Map;

/** A request with its complete body; null without a body. */
public record Request(String method, String path, Map<String, String> headers, byte[] body) {
    public static Request get(String path) {
        return new Request("GET", path, Map.of(), null);
    }

    public static Request post(String path, String contentType, byte[] body) {
        return new Request("POST", path, Map.of("Content-Type", contentType), body);
    }

    public Request with(String header, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body);
    }
}
