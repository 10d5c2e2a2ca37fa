package io.countersign.platform.store;

/** Axon Server can't be reached, or doesn't answer in time. */
public final class AxonServerAway extends RuntimeException {
    public AxonServerAway(String message, Throwable cause) {
        super(message, cause);
    }
}
