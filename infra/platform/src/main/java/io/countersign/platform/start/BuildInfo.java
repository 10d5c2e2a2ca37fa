package io.countersign.platform.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which program this is, as the build wrote it down. */
public final class BuildInfo {
    private static final String NAME = read();

    private BuildInfo() {}

    /**
     * Its version, and after a plus the commit that it was built from (Semantic Versioning, §10), with {@code -dirty} where
     * files differed from that. A build outside of a clone doesn't know its commit.
     */
    public static String name() {
        return NAME;
    }

    private static String read() {
        Properties build = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream("/META-INF/countersign-build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = build.getProperty("commit");
        return build.getProperty("version") + (commit.isEmpty() ? "" : "+" + commit);
    }
}
