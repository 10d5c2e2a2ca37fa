package io.countersign.platform.security;

import io.countersign.events.EventMetaData;
import io.countersign.policy.Role;
import io.countersign.policy.WireName;

/** Who causes events, and how they were authenticated; recorded in every event's metadata. */
public record Origin(String userId, Actor actor, Auth auth) {
    /** What Countersign does without a request. */
    public static final Origin SYSTEM = new Origin(EventMetaData.SYSTEM, Actor.SYSTEM, Auth.NONE);

    /** A user of this role. */
    public static Origin of(String userId, Role role, Auth auth) {
        return new Origin(userId, role == Role.SERVICE ? Actor.SERVICE : Actor.PERSON, auth);
    }

    /** What kind of user acts. */
    public enum Actor implements WireName {
        PERSON,
        SERVICE,
        SYSTEM;
    }

    /** By what a user showed who they are. */
    public enum Auth implements WireName {
        /** A token that this service issued for a password. */
        PASSWORD,
        API_KEY,
        /** A token that another issuer signed with a key that is trusted here. */
        EXTERNAL_TOKEN,
        /** Nothing: the service itself, the profile dev-anonymous, and those who failed to sign in. */
        NONE;
    }
}
