package io.countersign.query.sql;

import io.countersign.policy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Converts between Java values and the values of SQL parameters and columns. Null stays null. */
public final class SqlValues {
    private SqlValues() {}

    /** A {@code timestamptz} parameter. */
    public static OffsetDateTime time(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The value of a {@code timestamptz} column. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A {@code text[]} parameter with the ids of tenants. */
    public static String[] ids(Collection<TenantId> tenants) {
        return tenants == null ? null : tenants.stream().map(TenantId::value).toArray(String[]::new);
    }

    /** The same for tenants that a caller is limited to; null if the caller is not limited. */
    public static String[] ids(Optional<Set<TenantId>> limits) {
        return ids(limits.orElse(null));
    }

    /** A {@code LIKE} pattern for texts that contain this part; wildcards in the part are taken literally. */
    public static String containing(String part) {
        return part == null ? null : "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
