package io.countersign.command.dispatch;

/**
 * Waits for decision memory to catch up with the events. On PostgreSQL it is written in the transaction of the events, so the
 * methods here have nothing to wait for; on Axon Server commands wait for it.
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
