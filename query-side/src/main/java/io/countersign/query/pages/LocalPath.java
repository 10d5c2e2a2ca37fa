package io.countersign.query.pages;

import java.util.regex.Pattern;

/** Accepts only paths of this site as the target after sign-in, so that a crafted link cannot redirect to another site. */
final class LocalPath {
    /** Browsers read two slashes as the start of a host, treat a backslash as a slash, and drop tabs and line ends. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*");

    private LocalPath() {}

    static String orHome(String path) {
        return LOCAL.matcher(path).matches() && !path.startsWith("/login") ? path : "/";
    }
}
