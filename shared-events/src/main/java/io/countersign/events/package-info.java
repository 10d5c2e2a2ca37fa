/**
 * Events: the record of all that happened, and the contract between the sides. Each is written once and read for ever, so a
 * class is never renamed or moved, and changed only by a new revision. Both sides and the tools may use it.
 */
@NullMarked
package io.countersign.events;

import org.jspecify.annotations.NullMarked;
