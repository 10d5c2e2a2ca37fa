/**
 * Events of rule books: candidates, promotions, rollbacks and imports, per scope (a tenant, or the firm).
 */
@NullMarked
package io.countersign.events.rules;

import org.jspecify.annotations.NullMarked;
