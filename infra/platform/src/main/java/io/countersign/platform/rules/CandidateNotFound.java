package io.countersign.platform.rules;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import java.util.regex.Pattern;

/** The refusal of a candidate that there isn't, or not for the caller. */
public final class CandidateNotFound {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:=-]{1,128}");

    private CandidateNotFound() {}

    /** Names the candidate, unless what was sent can't be a name. */
    public static Refusal named(String id) {
        return ErrorCode.CANDIDATE_NOT_FOUND.because(
                FORM.matcher(id).matches() ? "There is no candidate %s".formatted(id) : "There is no such candidate");
    }
}
