package io.countersign.command.dispatch;

/**
 * What must hold across aggregates, and is written to hold it. Runs in the command's transaction just before its handler,
 * so what it locks stays locked and what it writes goes if the command is refused; a repeated request doesn't come here.
 */
public interface CommandPrecondition {
    /** @throws io.countersign.platform.web.Refusal if the command can't be carried out */
    void before(Object command);
}
