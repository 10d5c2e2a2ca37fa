package io.countersign.query.pages;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.security.Permission.Reach;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The reader of a page, with time zone and theme.
 *
 * @param caller    null if not signed in
 * @param csrfToken the CSRF token for commands; null if none is needed
 * @param zone      the time zone of shown times
 */
public record Viewer(Caller caller, String csrfToken, ZoneId zone, Theme theme) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public boolean isSignedIn() {
        return caller != null;
    }

    /** The e-mail address, or the user id if there is none. */
    public String name() {
        return caller.email() == null ? caller.userId() : caller.email();
    }

    /** Whether the viewer has this permission, for at least some tenants. */
    public boolean may(Permission permission) {
        return caller != null && permission.of(caller.role()) != Reach.NONE;
    }

    /** The sections that the viewer may open. */
    public List<Section> sections() {
        return Stream.of(Section.values())
                .filter(section -> may(section.permission()))
                .toList();
    }

    public List<Theme> themes() {
        return List.of(Theme.values());
    }

    /** The display name of the time zone. */
    public String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId().replace('_', ' ');
    }

    /** A time in the zone of the viewer, to the minute. */
    public String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** A time in the zone of the viewer, to the second. */
    public String second(Instant time) {
        return SECOND.format(time.atZone(zone));
    }

    /** A time in UTC. */
    public String utc(Instant time) {
        return UTC.format(time);
    }
}
