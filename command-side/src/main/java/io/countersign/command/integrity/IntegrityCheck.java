package io.countersign.command.integrity;

import java.util.List;

/** One question about whether the record is what it should be. Only reads, apart from notes of its own. */
interface IntegrityCheck {
    /** The most differences that one check names. */
    int NAMED = 100;

    /** As people read it, such as "Order of events". */
    String name();

    /**
     * Compares, in one snapshot of the database.
     *
     * @param whole false to leave out the comparison of events that are older than {@link EventHashCheck#RECENT} positions
     * @return a sentence for each difference, at most {@value #NAMED}; empty if there are none
     */
    List<String> differences(boolean whole);
}
