package io.countersign.events.user;

import org.axonframework.serialization.Revision;

/** A user chose another password, which is in no event. */
@Revision("1")
public record PasswordChanged(String userId) implements UserEvent {}
