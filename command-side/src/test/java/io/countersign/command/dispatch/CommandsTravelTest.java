package io.countersign.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.CommandSideConfiguration;
import io.countersign.events.EventJson;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.distributed.AnnotationRoutingStrategy;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.util.ClassUtils;

/** Commands on aggregates go to whichever node handles those, so each must come out of the serializer as it went in. */
class CommandsTravelTest {
    private static final Jackson3Serializer SERIALIZER = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build();

    static List<Class<?>> commandsOnAggregates() {
        ClassPathScanningCandidateComponentProvider records = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(MetadataReader reader) {
                return reader.getClassMetadata().getSuperClassName() != null
                        && reader.getClassMetadata().getSuperClassName().equals(Record.class.getName());
            }
        };
        return records.findCandidateComponents(CommandSideConfiguration.class.getPackageName()).stream()
                .<Class<?>>map(found -> load(found.getBeanClassName()))
                .filter(type ->
                        everyMethodOf(type).anyMatch(method -> method.getName().equals("aggregateId")))
                .toList();
    }

    private static Stream<Method> everyMethodOf(Class<?> type) {
        return Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces()))
                .flatMap(t -> Arrays.stream(t.getDeclaredMethods()));
    }

    @Test
    void are_all_looked_at() {
        assertThat(commandsOnAggregates())
                .extracting(Class::getSimpleName)
                .contains("ChangeTenantSettings", "CreateUser", "ImportRules", "ApproveDecision", "StartExport")
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("commandsOnAggregates")
    void come_out_as_they_went_in(Class<?> type) {
        Object command = sample(type);

        SerializedObject<byte[]> sent = SERIALIZER.serialize(command, byte[].class);

        assertThat(SERIALIZER.<byte[], Object>deserialize(sent))
                .usingRecursiveComparison()
                .isEqualTo(command);
        assertThat(AnnotationRoutingStrategy.defaultStrategy().getRoutingKey(new GenericCommandMessage<>(command)))
                .contains(":");
    }

    private static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? Map.of((String) sample(of[0]), sample(of[1]))
                    : generic.getRawType() == Set.class ? Set.of(sample(of[0])) : List.of(sample(of[0]));
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isEnum()) {
            return wanted.getEnumConstants()[0];
        }
        if (wanted.isRecord()) {
            return sampleRecord(wanted);
        }
        return Stream.of(
                        "sample",
                        true,
                        3,
                        3L,
                        new BigDecimal("0.90"),
                        new byte[] {1, 2},
                        Instant.EPOCH,
                        LocalDate.EPOCH)
                .filter(ClassUtils.resolvePrimitiveIfNecessary(wanted)::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No sample of " + wanted));
    }

    private static Object sampleRecord(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(c -> sample(c.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + type, e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
