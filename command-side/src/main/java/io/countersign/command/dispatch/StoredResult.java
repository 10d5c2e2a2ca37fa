package io.countersign.command.dispatch;

/**
 * A command's result in the form in which it is stored and sent to other nodes.
 *
 * @param type a name that {@link ResultTypes} knows
 */
public record StoredResult(String type, String json) {}
