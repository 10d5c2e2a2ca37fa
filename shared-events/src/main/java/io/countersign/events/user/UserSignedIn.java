package io.countersign.events.user;

import org.axonframework.serialization.Revision;

/** A user gave the right password and was given a token. */
@Revision("1")
public record UserSignedIn(String userId) implements UserEvent {}
