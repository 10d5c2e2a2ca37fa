package io.countersign.platform.store;

import io.countersign.events.user.UserCreated;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads revision 1 of {@link UserCreated} as revision 2, without a commitment to the user's key. */
@Component
final class UserCreatedUpcaster extends SingleEventUpcaster {
    private static final SimpleSerializedType FIRST = new SimpleSerializedType(UserCreated.class.getName(), "1");
    private static final SimpleSerializedType SECOND = new SimpleSerializedType(UserCreated.class.getName(), "2");

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return event.getType().equals(FIRST);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        return event.upcastPayload(SECOND, JsonNode.class, payload -> payload);
    }
}
