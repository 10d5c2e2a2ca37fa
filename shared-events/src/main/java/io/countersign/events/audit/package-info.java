/**
 * Events of exports of the audit log: who exported which part, and how it ended.
 */
@NullMarked
package io.countersign.events.audit;

import org.jspecify.annotations.NullMarked;
