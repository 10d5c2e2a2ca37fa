package io.countersign.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates transactions of {@value #TENANTS} tenants with {@value #VENDORS} vendors as NDJSON. The same seed gives
 * the same transactions, except for their ids, which start with a given prefix.
 */
public final class TransactionGenerator {
    public static final int TENANTS = 100;
    public static final int VENDORS = 5_000;
    private static final int BLOCK = 200;
    private static final int DEPARTMENTS = 30;
    private static final int HALF_OF_THE_SPREAD = 10_000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final List<String> FIRST = List.of(
            "amber", "birch", "copper", "delta", "ember", "fjord", "garnet", "harbor", "indigo", "juniper", "kestrel",
            "larch", "maple", "nimbus", "orchid", "pewter", "quartz", "raven", "saffron", "thistle");
    private static final List<String> SECOND = List.of(
            "bakery",
            "cloud",
            "depot",
            "energy",
            "foods",
            "garage",
            "hotel",
            "insurance",
            "joinery",
            "kitchens",
            "logistics",
            "media",
            "nursery",
            "office",
            "print",
            "rail",
            "supply",
            "telecom",
            "travel",
            "waste");

    private final SplittableRandom random;
    private final ZipfRanks tenants = new ZipfRanks(TENANTS, 0.7);
    private final ZipfRanks vendors = new ZipfRanks(VENDORS, 0.9);
    private final String prefix;
    private final String only;
    private long number;

    public TransactionGenerator(long seed, String prefix) {
        this(seed, prefix, null);
    }

    /** @param only the tenant of all transactions */
    public TransactionGenerator(long seed, String prefix, String only) {
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
        this.only = only;
    }

    public static String tenant(int rank) {
        return "bench-%02d".formatted(rank);
    }

    /** A vendor name that normalising changes only in case. */
    public static String vendor(int rank) {
        return "%s %s %s"
                .formatted(
                        FIRST.get(rank % 20),
                        SECOND.get(rank / 20 % 20),
                        (char) ('a' + rank / 400) + "x" + (char) ('a' + rank % 7));
    }

    /** How the account of a transaction is chosen. */
    private enum Booking {
        NONE,
        BY_VENDOR,
        BY_CHANCE
    }

    /** Transactions to decide with proposals, as blocks of NDJSON lines. */
    public List<byte[]> toDecide(int count) {
        return blocks(count, Booking.NONE);
    }

    /** Transactions with the account that people booked. */
    public List<byte[]> booked(int count) {
        return blocks(count, Booking.BY_VENDOR);
    }

    /**
     * Booked transactions with realistic variation: for a third of the vendors the account depends on the amount, for a
     * third it is random; each has a department.
     */
    public List<byte[]> bookedByChance(int count) {
        return blocks(count, Booking.BY_CHANCE);
    }

    private List<byte[]> blocks(int count, Booking booking) {
        List<byte[]> blocks = new ArrayList<>(count / BLOCK + 1);
        StringBuilder block = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            append(block, booking);
            if (i % BLOCK == 0 || i == count) {
                blocks.add(block.toString().getBytes(UTF_8));
                block.setLength(0);
            }
        }
        return blocks;
    }

    private void append(StringBuilder out, Booking booking) {
        int vendor = vendors.next(random);
        long cents = 300 + vendor % 97 * 100L + random.nextInt(20_000);
        int kind = booking == Booking.BY_CHANCE ? kind(vendor, cents) : vendor;
        String account = "%s %s".formatted(6_000 + kind % 40 * 10, SECOND.get(kind % 20));
        out.append("{\"tenant_id\":\"")
                .append(only == null ? tenant(tenants.next(random)) : only)
                .append("\",\"txn_id\":\"")
                .append(prefix)
                .append('-')
                .append(++number)
                .append("\",\"date\":\"")
                .append(FIRST_DAY.plusDays(random.nextInt(365)))
                .append("\",\"vendor\":\"")
                .append(vendor(vendor))
                .append("\",\"amount\":")
                .append(cents / 100)
                .append('.')
                .append(cents / 10 % 10)
                .append(cents % 10)
                .append(",\"currency\":\"USD\"");
        if (booking != Booking.NONE) {
            out.append(",\"account\":\"").append(account).append('"');
            if (booking == Booking.BY_CHANCE) {
                out.append(",\"department\":\"D")
                        .append(random.nextInt(DEPARTMENTS))
                        .append('"');
            }
        } else {
            out.append(",\"memo\":\"card ")
                    .append(random.nextInt(1_000, 10_000))
                    .append("\",\"mcc\":\"")
                    .append(5_000 + vendor % 900)
                    .append("\",\"proposal\":{\"account\":\"")
                    .append(account)
                    .append("\",\"calibrated_p\":0.")
                    .append(random.nextInt(700_000, 999_999))
                    .append(",\"source\":\"ml\",\"model_version\":\"m-7\"}");
        }
        out.append("}\n");
    }

    private int kind(int vendor, long cents) {
        return switch (vendor % 3) {
            case 0 -> vendor + random.nextInt(4);
            case 1 -> cents - 300 - vendor % 97 * 100L < HALF_OF_THE_SPREAD ? vendor : vendor + 1;
            default -> vendor;
        };
    }
}
