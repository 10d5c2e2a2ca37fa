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
 * Who looks at a page, and how they like to see it.
 *
 * @param caller    null for somebody who hasn't signed in
 * @param csrfToken that changes from the page carry; null where none is needed
 * @param zone      in which times are shown
 */
public record Viewer(Caller caller, String csrfToken, ZoneId zone, Theme theme) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public boolean isSignedIn() {
        return caller != null;
    }

    /** What the viewer signs in with, or else is known as. */
    public String name() {
        return caller.email() == null ? caller.userId() : caller.email();
    }

    /** Whether the viewer's role has this permission, for some tenants at least. */
    public boolean may(Permission permission) {
        return caller != null && permission.of(caller.role()) != Reach.NONE;
    }

    /** What the navigation offers. */
    public List<Section> sections() {
        return Stream.of(Section.values())
                .filter(section -> may(section.permission()))
                .toList();
    }

    public List<Theme> themes() {
        return List.of(Theme.values());
    }

    /** What the zone is called where times are shown. */
    public String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId().replace('_', ' ');
    }

    /** A time as the viewer's clock shows it, to the minute. */
    public String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** A time as the viewer's clock shows it, to the second. */
    public String second(Instant time) {
        return SECOND.format(time.atZone(zone));
    }

    /** The same time for everybody. */
    public String utc(Instant time) {
        return UTC.format(time);
    }
}
