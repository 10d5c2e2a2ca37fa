package io.countersign.command.decision.intake;

import java.io.IOException;

/** The items of a stream, one after the other. */
interface Lines<T> {
    /** The next item; null at the end. */
    Item<T> next() throws IOException;
}
