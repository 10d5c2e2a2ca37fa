package io.countersign.command.decision.intake;

import java.io.IOException;

/** The items of a stream, one after the other. */
interface StreamItems<T> {
    /** The next item; null at the end. */
    StreamItem<T> next() throws IOException;
}
