package io.countersign.command.dispatch;

/**
 * How decision memory keeps up with events. Where it is written in the transaction of the events, there is nothing to wait
 * for, which is what the methods here do; where it follows an event store of its own, commands wait for it.
 */
public interface MemorySync {
    /**
     * Waits until what is read from now on is no older than this moment.
     *
     * @return whether anything may have come since it was read before
     */
    default boolean catchUp() {
        return false;
    }

    /** Keeps memory from being written by anybody else until the transaction ends. */
    default void pause() {}

    /** Lets everybody who reads memory after this command see what it did; gives up after a while, as the command has happened. */
    default void handOver() {}
}
