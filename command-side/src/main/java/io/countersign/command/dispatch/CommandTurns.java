package io.countersign.command.dispatch;

import java.util.Collection;

/**
 * How commands take turns on what they share beyond an aggregate, and see what those before them have left: by locks that
 * end with the command's transaction, whatever happens to the process.
 */
public interface CommandTurns {
    /** Waits for these and holds them; what is read from now on in this transaction is the newest. */
    void take(String kind, Collection<String> names);

    /** As {@link #take}, beside others who share it. */
    void share(String kind, String name);

    /** What a SELECT of shared rows ends with where holding the rows is what turns are taken by. */
    String rows(String lock);

    /**
     * Waits until what is read from now on is no older than this moment.
     *
     * @return whether anything may have come since it was read before
     */
    boolean see();

    /** Holds all of decision memory, so that it can be written anew. */
    void takeMemory();

    /** Lets whoever reads memory after this command see what it did; gives up after a while, as the command has happened. */
    void handOver();
}
