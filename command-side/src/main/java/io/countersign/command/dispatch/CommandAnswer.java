package io.countersign.command.dispatch;

/**
 * The result of a command, with what a client needs to read its effects.
 *
 * @param consistency token of the last event that the command caused, or of the newest event if it caused none; null before
 *                    the first event
 * @param replayed    whether this is the answer of an earlier request with the same idempotency key
 */
public record CommandAnswer<R>(R result, String consistency, boolean replayed) {}
