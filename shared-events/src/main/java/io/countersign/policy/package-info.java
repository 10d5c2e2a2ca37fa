/**
 * The decision function and its values: pure functions without Spring, SQL or a clock. The command side decides with them, and
 * the query side previews with them, so a preview tells exactly what deciding would do.
 */
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
