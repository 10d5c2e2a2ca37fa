package io.countersign.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The components of a record, as {@link RequestReader} needs them; computed once for each type. */
record RecordShape(Field[] fields, Set<String> names, Constructor<?> constructor) {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return read(type);
        }
    };

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Whether the record only wraps a text, which its constructor judges. */
    boolean wrapsText() {
        return fields.length == 1 && fields[0].type == String.class && fields[0].name.equals("value");
    }

    private static RecordShape read(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Field[] fields = Stream.of(components).map(Field::of).toArray(Field[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return new RecordShape(fields, Stream.of(fields).map(Field::name).collect(Collectors.toSet()), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One component.
     *
     * @param name  on the wire
     * @param text  limits of a text; null if it has none
     * @param range limits of a number; null if it has none
     */
    record Field(String name, Type type, boolean required, Text text, Range range) {
        private static Field of(RecordComponent component) {
            JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
            return new Field(
                    other == null ? SnakeCase.of(component.getName()) : other.value(),
                    component.getGenericType(),
                    component.getAccessor().isAnnotationPresent(NotNull.class),
                    component.getAnnotation(Text.class),
                    component.getAnnotation(Range.class));
        }
    }
}
