package io.countersign.events;

/** The keys of the metadata that every event carries. */
public final class EventMetaData {
    /** Who caused the event: a user's id, or {@code system}. */
    public static final String USER_ID = "user_id";
    /** The request's X-Correlation-Id. */
    public static final String CORRELATION_ID = "correlation_id";
    /** The user id of what Countersign does by itself. */
    public static final String SYSTEM = "system";

    private EventMetaData() {}
}
