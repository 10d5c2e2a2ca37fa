package io.countersign.command.tenant;

import io.countersign.policy.Settings;
import java.time.Instant;

/** What came of a change of settings; before and after are equal if nothing changed. */
public record SettingsUpdate(Settings before, Settings after, long version, Instant at) {}
