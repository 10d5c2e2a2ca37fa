package io.countersign.command.decision.intake;

import java.io.IOException;

/** Iterates over the items of a stream. */
interface StreamItems<T> {
    /** The next item; null at the end. */
    StreamItem<T> next() throws IOException;
}
