package io.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The names of enum values stand in stored events and in answers: they are frozen as the classes of events are. */
class WireNamesTest {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final Map<Class<? extends Enum<?>>, String> APPROVED = Map.of(
            Action.class, "auto_posted reviewed",
            Proposal.Source.class, "rules ml llm",
            Reason.class,
                    "cold_start below_threshold imbalance budget_fallback anomaly rule_conflict autopost_disabled",
            Role.class, "owner staff auditor service",
            Rule.Type.class, "vendor_glob vendor_exact vendor_regex memo_contains mcc",
            Tier.class, "starter pro firm");

    static Stream<Class<? extends Enum<?>>> enums() {
        return APPROVED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("enums")
    void values_are_written_and_read_under_their_approved_names(Class<? extends Enum<?>> type) {
        String[] names = APPROVED.get(type).split(" ");
        Enum<?>[] values = type.getEnumConstants();

        assertThat(JSON.valueToTree(values).valueStream().map(node -> node.stringValue()))
                .containsExactly(names);
        for (int i = 0; i < values.length; i++) {
            Object read = JSON.readValue('"' + names[i] + '"', type);
            assertThat(read).isSameAs(values[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("enums")
    void the_code_and_the_json_use_one_name(Class<? extends Enum<?>> type) throws Exception {
        for (Enum<?> value : type.getEnumConstants()) {
            assertThat(type.getMethod("wireName").invoke(value))
                    .isEqualTo(JSON.valueToTree(value).stringValue());
        }
    }

    @Test
    void no_enum_of_the_policy_lacks_approved_names() throws Exception {
        Path root = Path.of(
                Tier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> classes = Files.list(root.resolve("io/countersign/policy"))) {
            Set<String> enums = classes.map(file -> file.getFileName().toString())
                    .filter(file -> isEnum(file.replace(".class", "")))
                    .collect(Collectors.toSet());

            assertThat(enums)
                    .isEqualTo(enums().map(type -> type.getName().replaceFirst(".*\\.", "") + ".class")
                            .collect(Collectors.toSet()));
        }
    }

    private static boolean isEnum(String simpleName) {
        try {
            return Class.forName(Tier.class.getPackageName() + "." + simpleName).isEnum();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
