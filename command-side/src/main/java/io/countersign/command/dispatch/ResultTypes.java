package io.countersign.command.dispatch;

import io.countersign.events.EventJson;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names of the types of command results. Answers are stored under idempotency keys for 24 hours, also across an update of
 * the program, so a type is stored by a name that stays when its class is renamed or moved.
 */
public final class ResultTypes {
    private static final JsonMapper JSON = EventJson.mapper();

    private final Map<Class<?>, String> names = new HashMap<>();
    private final Map<String, Class<?>> types = new HashMap<>();

    /** Types of the JDK have their class names. */
    public ResultTypes() {
        for (Class<?> type : new Class<?>[] {String.class, Long.class, Boolean.class}) {
            with(type.getName(), type);
        }
    }

    /**
     * Adds a type.
     *
     * @param formerNames under which earlier builds stored it; only read
     */
    public ResultTypes with(String name, Class<?> type, String... formerNames) {
        names.put(type, name);
        types.put(name, type);
        for (String former : formerNames) {
            types.put(former, type);
        }
        return this;
    }

    public StoredResult store(Object result) {
        String name = names.get(result.getClass());
        if (name == null) {
            throw new IllegalStateException("No name for results of type " + result.getClass());
        }
        return new StoredResult(name, JSON.writeValueAsString(result));
    }

    public Object read(StoredResult stored) {
        Class<?> type = types.get(stored.type());
        if (type == null) {
            throw new IllegalStateException("Unknown type of a stored result: " + stored.type());
        }
        return JSON.readValue(stored.json(), type);
    }
}
