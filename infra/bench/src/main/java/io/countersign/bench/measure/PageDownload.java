package io.countersign.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.bench.http.Connection;
import io.countersign.bench.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Everything a browser with an empty cache downloads for a page: the page, its assets and their imports.
 *
 * @param bytes the transferred bytes of all bodies, compressed if the service compresses them
 */
record PageDownload(String path, int bytes) {
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("(?:import|from) '(\\./[^']+)'");

    static PageDownload of(Connection connection, String path) throws IOException {
        byte[] page = get(connection, path);
        int bytes = page.length;
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        find(LOADED, unpacked(page), path, seen, next);
        while (!next.isEmpty()) {
            String asset = next.poll();
            byte[] body = get(connection, asset);
            bytes += body.length;
            if (asset.endsWith(".js")) {
                find(IMPORTED, unpacked(body), asset, seen, next);
            }
        }
        return new PageDownload(path, bytes);
    }

    /** The body as transferred. */
    static byte[] get(Connection connection, String path) throws IOException {
        return connection
                .send(Request.get(path).with("Accept", "text/html,*/*;q=0.8").with("Accept-Encoding", "gzip"))
                .mustBeOk(path)
                .body()
                .readAllBytes();
    }

    private static void find(Pattern pattern, String text, String base, Set<String> seen, Deque<String> next) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            String address = URI.create(base).resolve(found.group(1)).toString();
            if (seen.add(address)) {
                next.add(address);
            }
        }
    }

    private static String unpacked(byte[] body) throws IOException {
        boolean packed = body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        return packed
                ? new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8)
                : new String(body, UTF_8);
    }
}
