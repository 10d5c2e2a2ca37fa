package io.countersign.command.decision;

import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.TxnId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who settled a decision, how and when.
 *
 * @param userId null where an event doesn't say
 */
record SettlementRecord(String userId, String outcome, Instant at) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern USER = Pattern.compile("(?<= was settled by )\\S+(?= as )");

    /** Names the user by id: refusals are kept for repeated requests, and no personal data may be kept with them. */
    Refusal refusal(TxnId txn) {
        return ErrorCode.ALREADY_SETTLED.because("The decision on %s was settled%s as %s on %s"
                .formatted(txn, userId == null ? "" : " by " + userId, outcome, MINUTE.format(at)));
    }

    /**
     * The refusal with the user's name in place of the id.
     *
     * @param names the name of a user as far as the reader may see it, or else the id
     */
    static Refusal named(Refusal refusal, Function<String, String> names) {
        String sentence = USER.matcher(refusal.getMessage())
                .replaceFirst(user -> Matcher.quoteReplacement(names.apply(user.group())));
        return Refusal.told(refusal.code(), sentence, refusal.errors(), refusal.retryAfter(), refusal.replayed());
    }
}
