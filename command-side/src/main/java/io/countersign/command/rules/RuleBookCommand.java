package io.countersign.command.rules;

/** A command on one rule book. */
interface RuleBookCommand {
    /** {@code firm} or a tenant's id. */
    String scope();
}
