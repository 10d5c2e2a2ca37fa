package io.countersign.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import io.countersign.events.user.EncryptedText;
import io.countersign.events.user.StaffAssigned;
import io.countersign.events.user.UserCreated;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.junit.jupiter.api.Test;

class UserCreatedUpcasterTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String FIRST =
            "{\"userId\":\"user-1\",\"email\":\"c2VhbGVk\",\"role\":\"staff\",\"tenants\":[\"acme\"]}";

    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build();

    private IntermediateEventRepresentation upcast(Class<?> type, String revision, String payload) {
        var event = new GenericDomainEventEntry<>(
                "UserAccount",
                "user:user-1",
                0,
                "event-1",
                Instant.EPOCH.toString(),
                type.getName(),
                revision,
                payload.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
        return new UserCreatedUpcaster()
                .upcast(Stream.of(new InitialEventRepresentation(event, serializer)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void revision_1_is_read_as_revision_2_with_all_that_it_said() {
        IntermediateEventRepresentation read = upcast(UserCreated.class, "1", FIRST);

        assertThat(read.getType().getRevision()).isEqualTo("2");
        assertThat(serializer.<Object, Object>deserialize(cast(read)))
                .isEqualTo(new UserCreated("user-1", new EncryptedText("c2VhbGVk"), Role.STAFF, Set.of(ACME), null));
    }

    @Test
    void all_else_stays_as_it_is() {
        String second = FIRST.replace("}", ",\"keyCommitment\":\"abc\"}");
        String assigned = "{\"userId\":\"user-1\",\"tenantId\":\"acme\"}";

        assertThat(serializer.<Object, Object>deserialize(cast(upcast(UserCreated.class, "2", second))))
                .isEqualTo(new UserCreated("user-1", new EncryptedText("c2VhbGVk"), Role.STAFF, Set.of(ACME), "abc"));
        assertThat(upcast(StaffAssigned.class, "1", assigned).getType().getRevision())
                .isEqualTo("1");
    }

    @SuppressWarnings("unchecked")
    private static <T> SerializedObject<T> cast(IntermediateEventRepresentation event) {
        return (SerializedObject<T>) event.getData();
    }
}
