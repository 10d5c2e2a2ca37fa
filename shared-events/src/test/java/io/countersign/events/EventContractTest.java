package io.countersign.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventExamples.Example;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events are stored for ever under their class name and revision, so what is written today must read the same in years.
 * The approved files are named {@code <class>.v<revision>[.<variant>].json}. A file that no longer fits its event means
 * that the event needs a new revision and an upcaster, not another file.
 */
class EventContractTest {
    private static final JsonMapper MAPPER = EventJson.mapper();
    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build();

    static Stream<Example> examples() {
        return EventExamples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_event_is_written_exactly_as_approved(Example example) throws Exception {
        byte[] written = serializer.serialize(example.event(), byte[].class).getData();

        assertThat(new String(written, UTF_8)).isEqualTo(MAPPER.writeValueAsString(MAPPER.readTree(approved(example))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void what_was_approved_reads_as_an_equal_event(Example example) throws Exception {
        Object read = serializer.deserialize(stored(approved(example).getBytes(UTF_8), byte[].class, example));

        assertThat(read).isEqualTo(example.event()).hasSameHashCodeAs(example.event());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_event_survives_the_tree_form_that_upcasters_see(Example example) throws Exception {
        SerializedObject<byte[]> bytes = stored(approved(example).getBytes(UTF_8), byte[].class, example);
        JsonNode tree = serializer.getConverter().convert(bytes, JsonNode.class).getData();

        Object read = serializer.deserialize(stored(tree, JsonNode.class, example));

        assertThat(read).isEqualTo(example.event());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_field_from_a_later_writer_is_ignored(Example example) throws Exception {
        String later = approved(example).replaceFirst("\\{", "{\"from_the_future\": {\"a\": [1, null]}, ");

        Object read = serializer.deserialize(stored(later.getBytes(UTF_8), byte[].class, example));

        assertThat(read).isEqualTo(example.event());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void decimals_with_zeros_to_spare_read_as_the_same_event(Example example) throws Exception {
        String padded = approved(example).replaceAll("( : -?\\d+\\.\\d+)", "$1000");

        Object read = serializer.deserialize(stored(padded.getBytes(UTF_8), byte[].class, example));

        assertThat(read).isEqualTo(example.event());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_event_is_stored_under_its_class_name_and_revision(Example example) {
        var type = serializer.serialize(example.event(), byte[].class).getType();

        assertThat(type.getName()).isEqualTo(example.event().getClass().getName());
        assertThat(type.getRevision()).isEqualTo(revisionOf(example.event().getClass()));
    }

    @Test
    void every_event_has_an_approved_file() throws Exception {
        Set<String> events = events().map(EventContractTest::nameAndRevision).collect(toCollection(TreeSet::new));
        Set<String> approved = files().map(EventContractTest::withoutVariant).collect(toCollection(TreeSet::new));

        assertThat(events).hasSizeGreaterThanOrEqualTo(16);
        assertThat(approved).containsAll(events);
    }

    @Test
    void every_approved_file_is_of_an_event_as_it_is_or_was() throws Exception {
        Map<String, Integer> newest =
                events().collect(toMap(Class::getName, event -> Integer.valueOf(revisionOf(event))));

        for (String file : files().map(EventContractTest::withoutVariant).toList()) {
            int end = file.lastIndexOf(".v");
            assertThat(newest).containsKey(file.substring(0, end));
            assertThat(Integer.parseInt(file.substring(end + 2))).isBetween(1, newest.get(file.substring(0, end)));
        }
    }

    @Test
    void every_approved_file_has_an_example() throws Exception {
        Set<String> examples = examples().map(EventContractTest::fileName).collect(toCollection(TreeSet::new));

        assertThat(files()).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void whatever_has_a_revision_belongs_to_a_sealed_interface_of_events() throws Exception {
        List<Class<?>> revised = eventPackages()
                .filter(type -> type.isAnnotationPresent(Revision.class))
                .toList();

        assertThat(revised).containsExactlyInAnyOrderElementsOf(events().toList());
    }

    @Test
    void every_event_is_a_public_record() throws Exception {
        assertThat(events()).allMatch(event -> event.isRecord() && Modifier.isPublic(event.getModifiers()));
    }

    /** The concrete types under every sealed interface of the event packages. */
    private static Stream<Class<?>> events() throws Exception {
        return eventPackages()
                .filter(Class::isSealed)
                .flatMap(EventContractTest::concrete)
                .distinct();
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventContractTest::concrete)
                : Stream.of(type);
    }

    private static Stream<Class<?>> eventPackages() throws Exception {
        URI classes = EventJson.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path root = Path.of(classes);
        try (Stream<Path> found = Files.walk(root.resolve("io/countersign/events"))) {
            return found
                    .map(path -> root.relativize(path).toString())
                    .filter(path -> path.endsWith(".class"))
                    .map(path ->
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(EventContractTest::load)
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> SerializedObject<T> stored(T data, Class<T> form, Example example) {
        return new SimpleSerializedObject<>(
                data, form, new SimpleSerializedType(example.event().getClass().getName(), example.revision()));
    }

    private static String nameAndRevision(Class<?> event) {
        return event.getName() + ".v" + revisionOf(event);
    }

    private static String revisionOf(Class<?> event) {
        return event.getAnnotation(Revision.class).value();
    }

    private static String fileName(Example example) {
        String variant = example.variant().isEmpty() ? "" : "." + example.variant();
        return "%s.v%s".formatted(example.event().getClass().getName(), example.revision()) + variant + ".json";
    }

    private static String withoutVariant(String file) {
        return file.replaceFirst("(\\.v\\d+)(\\.\\w+)?\\.json$", "$1");
    }

    private static Stream<String> files() throws Exception {
        try (Stream<Path> files = Files.list(contracts())) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static String approved(Example example) throws Exception {
        Path file = contracts().resolve(fileName(example));
        assertThat(file).exists();
        return Files.readString(file);
    }

    private static Path contracts() throws Exception {
        return Path.of(EventContractTest.class.getResource("/contracts").toURI());
    }
}
