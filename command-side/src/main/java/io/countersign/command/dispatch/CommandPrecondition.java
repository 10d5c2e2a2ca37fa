package io.countersign.command.dispatch;

/**
 * Checks a condition across aggregates, and writes what keeps it true. It runs in the command's transaction just before the
 * handler: its locks are held until the end, and its writes are undone if the command is refused. A repeated request skips it.
 */
public interface CommandPrecondition {
    /** @throws io.countersign.platform.web.Refusal if the command can't be carried out */
    void before(Object command);
}
