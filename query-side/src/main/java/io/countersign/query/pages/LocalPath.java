package io.countersign.query.pages;

import java.util.regex.Pattern;

/** Keeps whoever writes an address from sending people to another site after they have signed in. */
final class LocalPath {
    /** Browsers take two slashes, and a backslash for a slash, as the start of another host; and drop tabs and line ends. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*");

    private LocalPath() {}

    static String orHome(String path) {
        return LOCAL.matcher(path).matches() && !path.startsWith("/login") ? path : "/";
    }
}
