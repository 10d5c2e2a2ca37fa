package io.countersign.query.audit;

import static io.countersign.query.sql.SqlValues.time;

import io.countersign.query.projection.Batch;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what a batch adds to the lookup tables of the audit log: vendor names, and the first and last time of each block of positions. */
final class AuditLookups {
    private final TreeSet<String> vendors = new TreeSet<>();
    private final TreeMap<Long, Period> periods = new TreeMap<>();

    void add(EntryBuilder entry) {
        if (entry.vendor() != null) {
            vendors.add(entry.vendor());
        }
        Period moment = new Period(entry.timestamp(), entry.timestamp());
        periods.merge(entry.position() / EntryQuery.BLOCK, moment, Period::with);
    }

    void writeTo(Batch batch) {
        for (String vendor : vendors) {
            batch.update("insert into audit_vendor (vendor_normalized) values (?) on conflict do nothing", vendor);
        }
        periods.forEach((block, period) -> batch.update("""
                insert into audit_period (block, first_at, last_at) values (?, ?, ?)
                on conflict (block) do update
                    set first_at = least(audit_period.first_at, excluded.first_at),
                        last_at = greatest(audit_period.last_at, excluded.last_at)
                """, block, time(period.first()), time(period.last())));
    }

    private record Period(Instant first, Instant last) {
        private Period with(Period other) {
            return new Period(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }
}
