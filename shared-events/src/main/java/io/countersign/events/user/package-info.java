/**
 * Events of users: accounts, assignments, passwords, sign-ins. Personal data is in them only as sealed text.
 */
@NullMarked
package io.countersign.events.user;

import org.jspecify.annotations.NullMarked;
