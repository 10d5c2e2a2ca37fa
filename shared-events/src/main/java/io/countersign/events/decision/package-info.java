/**
 * Events of decisions: a transaction decided or imported, approved, corrected, rejected.
 */
@NullMarked
package io.countersign.events.decision;

import org.jspecify.annotations.NullMarked;
