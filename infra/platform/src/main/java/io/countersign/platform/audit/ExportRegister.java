package io.countersign.platform.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.countersign.platform.security.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records exports in the audit log. The command side implements it; the query side only reads, and calls it. */
public interface ExportRegister {
    /**
     * Records that a user is about to be given entries. If this throws, nothing may be given.
     *
     * @param format  {@code csv} or {@code jsonl}
     * @param filters the request's filters, by their names
     * @param tenants that the export is narrowed to since the user may see no others; null for all
     */
    Export started(Origin user, String format, Map<String, List<String>> filters, List<String> tenants);

    /** An export that is on record, and how it ends: in one of two ways, once. */
    interface Export {
        /** Records that everything was handed to the connection. */
        void finished(long rows);

        /** Records that the export broke off after so many rows. */
        void aborted(long rows, Cause cause);
    }

    /** Why an export broke off. */
    enum Cause {
        CLIENT_GONE,
        READER_TOO_SLOW,
        NO_LONGER_ALLOWED,
        FAILURE;

        /** The name on the wire and in events. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
