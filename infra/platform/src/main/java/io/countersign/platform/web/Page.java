package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * One page of a list.
 *
 * @param cursor of the next page; null if this is the last
 */
public record Page<T>(List<T> rows, String cursor) {
    /** The answer: a bare array, and where the next page is. */
    public ResponseEntity<List<T>> answer(HttpServletRequest request) {
        return ok(request).body(rows);
    }

    /** The answer without its body: the next page, with the request's other parameters, in a Link header (RFC 8288). */
    public ResponseEntity.BodyBuilder ok(HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (cursor != null) {
            answer.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next(request)));
        }
        return answer;
    }

    private String next(HttpServletRequest request) {
        StringJoiner query = new StringJoiner("&", request.getRequestURI() + "?", "");
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (!parameter.getKey().equals("cursor")) {
                for (String value : parameter.getValue()) {
                    query.add(encoded(parameter.getKey()) + "=" + encoded(value));
                }
            }
        }
        return query.add("cursor=" + cursor).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
