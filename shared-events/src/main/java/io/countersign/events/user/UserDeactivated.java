package io.countersign.events.user;

import org.axonframework.serialization.Revision;

/** A user may do nothing from here on. */
@Revision("1")
public record UserDeactivated(String userId) implements UserEvent {}
