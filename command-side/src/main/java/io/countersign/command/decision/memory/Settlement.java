package io.countersign.command.decision.memory;

import java.math.BigDecimal;

/**
 * A label on a decided transaction, of which its event tells only a part.
 *
 * @param decision    the aggregate that began with the transaction
 * @param calibratedP of the decision; null if it had none
 */
record Settlement(String decision, String account, BigDecimal calibratedP) {}
