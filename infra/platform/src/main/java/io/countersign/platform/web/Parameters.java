package io.countersign.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a query's parameters, strictly: ask for each by name, then call {@link #done}, which refuses the request with
 * everything that was wrong at once: bad and empty values, parameters given twice, and those that nobody asked for. What is
 * read before {@code done} is null where it was bad or absent.
 */
public final class Parameters {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final Map<String, String[]> given;
    private final boolean ofForm;
    private final Set<String> known = new TreeSet<>();
    private final FieldErrors faults = new FieldErrors();

    private Parameters(Map<String, String[]> given, boolean ofForm) {
        this.given = given;
        this.ofForm = ofForm;
    }

    /** @throws Refusal if the query isn't well-formed */
    public static Parameters of(HttpServletRequest request) {
        return read(request, false);
    }

    /** The same for a page: a blank value is no value, as a form's field that nobody filled in. */
    public static Parameters ofPage(HttpServletRequest request) {
        return read(request, true);
    }

    private static Parameters read(HttpServletRequest request, boolean ofForm) {
        try {
            return new Parameters(request.getParameterMap(), ofForm);
        } catch (IllegalStateException e) {
            throw ErrorCode.MALFORMED_REQUEST.because("The query of the address isn't well-formed");
        }
    }

    /** Text of at most {@value TextRules#NAME_LENGTH} characters without control characters; null if absent. */
    public String text(String name) {
        List<String> values = texts(name);
        if (values.size() > 1) {
            refuse(name, "must be given only once");
        }
        return values.size() == 1 ? values.get(0) : null;
    }

    /** As {@link #text}, of a parameter that may repeat; empty if absent. */
    public List<String> texts(String name) {
        known.add(name);
        List<String> values = Stream.of(given.getOrDefault(name, new String[0]))
                .filter(value -> !(ofForm && value.isBlank()))
                .toList();
        if (values.contains("")) {
            refuse(name, "must not be empty; leave it out for any");
            return List.of();
        }
        String fault = values.stream()
                .map(value -> TextRules.fault(value, TextRules.NAME_LENGTH))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (fault != null) {
            refuse(name, fault);
            return List.of();
        }
        return values;
    }

    /** What the reader makes of the text; an IllegalArgumentException's message tells what is wrong with it. */
    public <T> T value(String name, Function<String, T> reader) {
        String text = text(name);
        return text == null ? null : read(name, text, reader);
    }

    /** A constant by its name on the wire, which is its name in lower case. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return value(name, text -> constantOf(text, type));
    }

    /** Constants by their names on the wire, of a parameter that may repeat; empty if absent. */
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return texts(name).stream()
                .map(text -> read(name, text, t -> constantOf(t, type)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** {@code true} or {@code false}; null if absent. */
    public Boolean flag(String name) {
        return value(name, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    /** A whole number within these limits, both inclusive; the default if absent or bad. */
    public int integer(String name, int byDefault, int min, int max) {
        Integer number = value(name, text -> {
            boolean within =
                    text.matches("-?\\d{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max;
            if (!within) {
                throw new IllegalArgumentException("must be a whole number from %s to %s".formatted(min, max));
            }
            return Integer.valueOf(text);
        });
        return number == null ? byDefault : number;
    }

    /** A time, or a bare date, which is the first or the last microsecond of that day in UTC. */
    public Instant time(String name, boolean endOfDay) {
        return time(name, endOfDay, ZoneOffset.UTC);
    }

    /** A time, or a bare date, which is the first or the last microsecond of that day in the zone. */
    public Instant time(String name, boolean endOfDay, ZoneId zone) {
        return value(name, text -> Times.parse(text, endOfDay, zone));
    }

    /** What {@code limit} and {@code cursor} say. */
    public Paging paging() {
        int limit = integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Long before = value("cursor", Cursor::positionOf);
        return new Paging(before == null ? Long.MAX_VALUE : before, limit);
    }

    /** What was given, by name, without blank values. */
    public Map<String, List<String>> given() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        given.keySet().stream().filter(known::contains).sorted().forEach(name -> {
            List<String> all = texts(name);
            if (!all.isEmpty()) {
                values.put(name, all);
            }
        });
        return values;
    }

    /** Says what else is wrong with a parameter, to be reported with the rest. */
    public void refuse(String name, String message) {
        faults.add(name, message);
    }

    /** @throws Refusal with every error, if there is any */
    public void done() {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> refuse(shown(name), "is not a known parameter"));
        faults.refuseIfAny();
    }

    private <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            refuse(name, e.getMessage());
            return null;
        }
    }

    private static <E extends Enum<E>> E constantOf(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> wireName(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Parameters::wireName)
                                .collect(Collectors.joining(", "))));
    }

    private static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 100 ? printable.substring(0, 100) : printable;
    }
}
