package io.countersign.platform.web;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What If-Match demands of the version (RFC 9110 §13.1.1): any of these; null where every version will do. A command that
 * supports If-Match has a parameter of this type; the others refuse it.
 */
public record ExpectedVersion(Set<Long> versions) {
    public static final ExpectedVersion ANY = new ExpectedVersion(null);
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    /** Reads the header; null and {@code *} demand nothing. Weak tags never match, nor do tags that aren't ours. */
    static ExpectedVersion from(String header) {
        if (header == null || header.strip().equals("*")) {
            return ANY;
        }
        Set<Long> versions = new TreeSet<>();
        Matcher tags = TAG.matcher(header);
        while (tags.find()) {
            if (tags.group(1) == null && tags.group(2).matches("\\d{1,18}")) {
                versions.add(Long.parseLong(tags.group(2)));
            }
        }
        return new ExpectedVersion(versions);
    }

    /** @throws Refusal precondition failed, if the version is none of those */
    public void mustMatch(long version, String thing) {
        if (versions != null && !versions.contains(version)) {
            throw ErrorCode.PRECONDITION_FAILED.because("%s is at version %s by now".formatted(thing, version));
        }
    }
}
