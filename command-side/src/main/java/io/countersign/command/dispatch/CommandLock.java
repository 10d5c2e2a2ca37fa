package io.countersign.command.dispatch;

import io.countersign.policy.TenantId;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A lock that a command holds until its transaction ends. All commands take their locks in natural order, so that no two can
 * deadlock.
 *
 * @param shared whether others may hold it at the same time, as long as they share it too
 */
public record CommandLock(Kind kind, String name, boolean shared) implements Comparable<CommandLock> {
    private static final Comparator<CommandLock> ORDER = Comparator.comparing(CommandLock::kind)
            .thenComparing(CommandLock::name)
            .thenComparing(CommandLock::shared);

    /** All of decision memory, alone: to write it anew. Every other command shares it. */
    public static final CommandLock MEMORY = new CommandLock(Kind.MEMORY, "all", false);

    /** The firm's rule book, alone: to change it. */
    public static final CommandLock FIRM_BOOK = new CommandLock(Kind.BOOK, TenantId.FIRM, false);

    /** The firm's rule book, beside others who only read it. */
    public static final CommandLock FIRM_BOOK_SHARED = new CommandLock(Kind.BOOK, TenantId.FIRM, true);

    private static final CommandLock MEMORY_SHARED = new CommandLock(Kind.MEMORY, "all", true);

    /** Kinds of locks, in the order in which they are taken. */
    public enum Kind {
        MEMORY,
        TENANT,
        BOOK,
        USERS,
        USER
    }

    /** A tenant with its rule book. */
    public static CommandLock tenant(TenantId tenant) {
        return new CommandLock(Kind.TENANT, tenant.value(), false);
    }

    /** What several users have in common. */
    public static CommandLock users(String what) {
        return new CommandLock(Kind.USERS, what, false);
    }

    public static CommandLock user(String userId) {
        return new CommandLock(Kind.USER, userId, false);
    }

    /** The locks that a command needs, in the order in which it takes them. */
    static SortedSet<CommandLock> of(Object command) {
        SortedSet<CommandLock> locks = new TreeSet<>();
        if (command instanceof LockingCommand locking) {
            locks.addAll(locking.locks());
        }
        if (command instanceof TenantScoped scoped) {
            locks.add(tenant(scoped.tenantId()));
        }
        if (!locks.contains(MEMORY)) {
            locks.add(MEMORY_SHARED);
        }
        return locks;
    }

    /** The text that is hashed to the key of PostgreSQL's lock. */
    String key() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    @Override
    public int compareTo(CommandLock other) {
        return ORDER.compare(this, other);
    }
}
