/**
 * Events of a tenant: its creation and its settings. Written by the aggregate Tenant.
 */
@NullMarked
package io.countersign.events.tenant;

import org.jspecify.annotations.NullMarked;
