package io.countersign.events;

/** The keys of the metadata that events carry; those of earlier builds lack some. */
public final class EventMetaData {
    /** Who caused the event: a user's id, or {@code system}. */
    public static final String USER_ID = "user_id";
    /** The request's X-Correlation-Id. */
    public static final String CORRELATION_ID = "correlation_id";
    /** What kind of user that is: {@code person}, {@code service} or {@code system}. */
    public static final String ACTOR = "actor";
    /** By what the user showed who they are: {@code password}, {@code api_key}, {@code external_token} or {@code none}. */
    public static final String AUTH = "auth";
    /** Which program recorded the event: its version, and its commit after a plus where that is known. */
    public static final String BUILD = "build";
    /** The number of the decision function, on decisions: {@link io.countersign.policy.DecisionPolicy#FUNCTION}. */
    public static final String DECISION_FUNCTION = "decision_function";
    /** The user id of what Countersign does by itself. */
    public static final String SYSTEM = "system";

    private EventMetaData() {}
}
