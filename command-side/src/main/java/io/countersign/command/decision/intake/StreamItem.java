package io.countersign.command.decision.intake;

import io.countersign.command.decision.TransactionResult;

/**
 * What a line of a stream holds: something to run, or else what is wrong with it.
 *
 * @param value null if the line is faulty
 * @param fault null if it isn't
 */
record StreamItem<T>(long line, T value, TransactionResult fault) {
    static <T> StreamItem<T> of(long line, T value) {
        return new StreamItem<>(line, value, null);
    }

    static <T> StreamItem<T> faulty(long line, TransactionResult fault) {
        return new StreamItem<>(line, null, fault.at(line));
    }
}
