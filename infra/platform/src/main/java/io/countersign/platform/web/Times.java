package io.countersign.platform.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.axonframework.eventhandling.GenericEventMessage;

/** Times as the contract writes them: ISO-8601, UTC, exactly six fractional digits, {@code Z}. */
public final class Times {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = "2026-01-31".length();

    private Times() {}

    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** As {@link #parse(String, boolean, ZoneId)}, for days in UTC. */
    public static Instant parse(String text, boolean endOfDay) {
        return parse(text, endOfDay, ZoneOffset.UTC);
    }

    /**
     * Reads a time with its offset, or a bare date.
     *
     * @param endOfDay whether a bare date means the last microsecond of its day in the zone, or else the first
     * @throws IllegalArgumentException with the end of a sentence for the caller, if the text is neither, is finer than
     *     microseconds, or isn't within the years 1900 to 2100
     */
    public static Instant parse(String text, boolean endOfDay, ZoneId zone) {
        try {
            return checked(
                    text.length() == DATE_LENGTH
                            ? day(LocalDate.parse(text), endOfDay, zone)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a time such as 2026-01-31T12:00:00Z, or a date such as 2026-01-31");
        }
    }

    /** The day in UTC by the clock that events are given their times by, which may be another than the database's. */
    public static LocalDate today() {
        return LocalDate.ofInstant(GenericEventMessage.clock.instant(), ZoneOffset.UTC);
    }

    private static Instant day(LocalDate date, boolean end, ZoneId zone) {
        return end
                ? date.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS)
                : date.atStartOfDay(zone).toInstant();
    }

    private static Instant checked(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < FieldLimits.FIRST_YEAR || year > FieldLimits.LAST_YEAR) {
            throw new IllegalArgumentException(FieldLimits.YEARS);
        }
        if (time.getNano() % 1_000 != 0) {
            throw new IllegalArgumentException("must have at most six fractional digits");
        }
        return time;
    }
}
