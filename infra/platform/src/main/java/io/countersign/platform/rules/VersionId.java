package io.countersign.platform.rules;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a rule book's version: {@code v} and its number. */
public final class VersionId {
    private static final Pattern FORM = Pattern.compile("v(0|[1-9]\\d{0,8})");

    private VersionId() {}

    public static String of(int version) {
        return "v" + version;
    }

    /** @throws Refusal if there is no name, or not found, if no version can have it */
    public static int numberOf(String versionId) {
        if (versionId == null) {
            throw Refusal.invalid(List.of(new FieldError("to_version", "is required")));
        }
        Matcher form = FORM.matcher(versionId);
        if (!form.matches()) {
            throw ErrorCode.VERSION_NOT_FOUND.because("There is no version with this name; names are v0, v1, v2 …");
        }
        return Integer.parseInt(form.group(1));
    }
}
