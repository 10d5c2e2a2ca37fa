package io.countersign.platform.web;

import io.countersign.policy.NameForm;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads a request into a record, strictly: every unknown field, wrong type and bad value is found and named at once.
 * A component's field is its name in snake case, unless {@link JsonProperty} says another; absent and null are the same, and refused where the component is
 * {@link NotNull}. Types: text, booleans, whole numbers, decimals, dates, enums by their wire names, records, records of
 * one text (which judge it in their constructor), lists of these, and raw JSON.
 */
public final class RequestReader {
    private final FieldErrors faults = new FieldErrors();

    /** @throws Refusal with every error, if there is any */
    public static <T extends Record> T read(JsonNode json, Class<T> type) {
        RequestReader reader = new RequestReader();
        if (!json.isObject()) {
            throw ErrorCode.MALFORMED_REQUEST.because("The body must be a JSON object");
        }
        T request = reader.record(json, type, "");
        reader.faults.refuseIfAny();
        return request;
    }

    private <T extends Record> T record(JsonNode json, Class<T> type, String path) {
        RecordShape shape = RecordShape.of(type);
        RecordShape.Field[] fields = shape.fields();
        Object[] values = new Object[fields.length];
        int before = faults.size();
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            JsonNode value = json.get(fields[i].name());
            known += value == null ? 0 : 1;
            values[i] = field(value, fields[i], path + fields[i].name());
        }
        if (known < json.size()) {
            Set<String> unknown = new LinkedHashSet<>(json.propertyNames());
            unknown.removeAll(shape.names());
            unknown.forEach(name -> refuse(path + shown(name), "is not a known field"));
        }
        if (CrossFieldChecks.class.isAssignableFrom(type)) {
            CrossFieldChecks request = (CrossFieldChecks) made(type, shape.constructor(), values, path);
            request.misfits().forEach(misfit -> refuse(path + misfit.field(), misfit.message()));
        }
        return faults.size() > before ? null : made(type, shape.constructor(), values, path);
    }

    private Object field(JsonNode json, RecordShape.Field field, String path) {
        if (json == null || json.isNull()) {
            return field.required() ? refuse(path, "is required") : null;
        }
        Object read = normalized(value(json, field.type(), path), field.text());
        String fault = FieldLimits.fault(read, field);
        return fault == null ? read : refuse(path, fault);
    }

    private static Object normalized(Object value, Text limits) {
        boolean isName = limits != null && !limits.multiline() && !limits.secret() && !limits.asGiven();
        return isName && value instanceof String name ? NameForm.normalized(name) : value;
    }

    @SuppressWarnings("unchecked")
    private Object value(JsonNode json, Type type, String path) {
        if (type == JsonNode.class) {
            return json;
        }
        if (type instanceof ParameterizedType list) {
            return list(json, list.getActualTypeArguments()[0], path);
        }
        if (type == String.class) {
            return text(json, path);
        }
        if (type == Boolean.class) {
            return json.isBoolean() ? (Object) json.booleanValue() : refuse(path, "must be true or false");
        }
        if (type == Integer.class) {
            return json.isIntegralNumber() && json.canConvertToInt()
                    ? (Object) json.intValue()
                    : refuse(path, "must be a whole number");
        }
        if (type == Long.class) {
            return json.isIntegralNumber() && json.canConvertToLong()
                    ? (Object) json.longValue()
                    : refuse(path, "must be a whole number");
        }
        if (type == BigDecimal.class) {
            return json.isNumber() ? json.decimalValue() : refuse(path, "must be a number");
        }
        if (type == LocalDate.class) {
            return date(json, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return constant(json, raw, path);
        }
        if (RecordShape.of(raw).wrapsText()) {
            String text = text(json, path);
            return text == null ? null : made(raw, RecordShape.of(raw).constructor(), new Object[] {text}, path);
        }
        return json.isObject() ? record(json, (Class<Record>) raw, path + ".") : refuse(path, "must be an object");
    }

    private String text(JsonNode json, String path) {
        if (!json.isString()) {
            return (String) refuse(path, "must be text");
        }
        String text = json.stringValue();
        String fault = TextRules.faultOfSecret(text, Integer.MAX_VALUE);
        return fault == null ? text : (String) refuse(path, fault);
    }

    private Object date(JsonNode json, String path) {
        try {
            return json.isString()
                    ? LocalDate.parse(json.stringValue())
                    : refuse(path, "must be a date such as 2026-01-31");
        } catch (DateTimeParseException e) {
            return refuse(path, "must be a date such as 2026-01-31");
        }
    }

    private Object constant(JsonNode json, Class<?> type, String path) {
        for (Object constant : type.getEnumConstants()) {
            if (json.isString() && wireName(constant).equals(json.stringValue())) {
                return constant;
            }
        }
        String known =
                Stream.of(type.getEnumConstants()).map(RequestReader::wireName).collect(Collectors.joining(", "));
        return refuse(path, "must be one of " + known);
    }

    private static String wireName(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private Object list(JsonNode json, Type element, String path) {
        if (!json.isArray()) {
            return refuse(path, "must be a list");
        }
        List<Object> values = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            values.add(value(json.get(i), element, "%s[%s]".formatted(path, i)));
        }
        return values;
    }

    private <T> T made(Class<T> type, Constructor<?> constructor, Object[] values, String path) {
        try {
            return type.cast(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException unfit) {
                refuse(path, unfit.getMessage());
                return null;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object refuse(String path, String message) {
        faults.add(path, message);
        return null;
    }

    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 100 ? printable.substring(0, 100) : printable;
    }
}
