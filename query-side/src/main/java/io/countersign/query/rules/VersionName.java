package io.countersign.query.rules;

import io.countersign.platform.web.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version's name: {@code v} and its number. */
final class VersionName {
    private static final Pattern FORM = Pattern.compile("v(0|[1-9]\\d{0,8})");

    private VersionName() {}

    /** @throws io.countersign.platform.web.Refusal not found, if no version can have this name */
    static int numberOf(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            throw ErrorCode.VERSION_NOT_FOUND.because("There is no version with this name; names are v0, v1, v2 …");
        }
        return Integer.parseInt(form.group(1));
    }
}
