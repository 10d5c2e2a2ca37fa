package io.countersign.command.demo;

import io.countersign.command.decision.Booking;
import io.countersign.command.decision.Submission;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.Proposal;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import io.countersign.policy.VendorNormalizer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A company's card payments: history that people booked, then a quarter for decision. The same on every run of a day but
 * believable: usual amounts with a spread, a few refunds, newcomers, unsure proposals, dear language model calls, one
 * payment far out of the usual, some whose journals don't balance, and some where a proposal contradicts a rule.
 */
final class DemoPayments {
    private static final int HISTORY = 72;
    private static final int DECIDED = 100;
    private static final int DAYS = 90;
    private static final DemoVendor[] VENDORS = DemoVendor.values();

    private final DemoCompany company;
    private final Random random;
    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    DemoPayments(DemoCompany company) {
        this.company = company;
        this.random = new Random(company.tenantId().value().hashCode());
    }

    /** Each vendor several times, booked as usual. */
    List<Booking> history() {
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < HISTORY; i++) {
            DemoVendor vendor = VENDORS[i % (VENDORS.length - 1)];
            LocalDate date = today.minusDays(2L * DAYS - i);
            bookings.add(new Booking(
                    company.tenantId(),
                    payment(String.format(Locale.ROOT, "h%04d", i + 1), date, vendor, amount(vendor)),
                    vendor.account(),
                    null));
        }
        return bookings;
    }

    List<Submission> submissions() {
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < DECIDED; i++) {
            submissions.add(submission(i, today.minusDays(DAYS - (long) i * DAYS / DECIDED)));
        }
        return submissions;
    }

    private Submission submission(int i, LocalDate date) {
        String id = String.format(Locale.ROOT, "%04d", i + 1);
        DemoVendor vendor = i % 33 == 17 ? DemoVendor.OAKFIELD : VENDORS[random.nextInt(VENDORS.length - 1)];
        return switch (i % 20) {
            case 4 -> of(payment(id, date, vendor, amount(vendor)), proposal(vendor, "0.71", Proposal.Source.ML, null));
            case 7 ->
                of(
                        payment(id, date, DemoVendor.FERNHOLLOW, new BigDecimal(i == 7 ? "948.00" : "23.40")),
                        proposal(DemoVendor.FERNHOLLOW, "0.97", Proposal.Source.ML, null));
            case 11 -> of(payment(id, date, vendor, amount(vendor)), null);
            case 13, 15 ->
                of(payment(id, date, vendor, amount(vendor)), proposal(vendor, "0.95", Proposal.Source.LLM, "0.84"));
            case 16 ->
                of(
                        payment(id, date, DemoVendor.PAPERWING, amount(DemoVendor.PAPERWING)),
                        proposal(DemoVendor.CLOUDHARBOR, "0.96", Proposal.Source.ML, null));
            case 19 -> unbalanced(id, date, vendor);
            default ->
                of(payment(id, date, vendor, amount(vendor)), proposal(vendor, usualP(), Proposal.Source.ML, null));
        };
    }

    private Submission of(Transaction transaction, Proposal proposal) {
        return new Submission(company.tenantId(), transaction, proposal, null);
    }

    private Submission unbalanced(String id, LocalDate date, DemoVendor vendor) {
        Transaction transaction = payment(id, date, vendor, amount(vendor));
        JournalTotals journal = new JournalTotals(
                transaction.amount(), transaction.amount().subtract(new BigDecimal("1.20")), 2, "demonstration");
        return new Submission(
                company.tenantId(), transaction, proposal(vendor, "0.98", Proposal.Source.ML, null), journal);
    }

    private Transaction payment(String id, LocalDate date, DemoVendor vendor, BigDecimal amount) {
        String printed = vendor.printed(100 + random.nextInt(900));
        return new Transaction(
                new TxnId(company.prefix() + "-" + id),
                date,
                printed,
                VendorNormalizer.normalize(printed),
                amount,
                "USD",
                null,
                null,
                null);
    }

    private BigDecimal amount(DemoVendor vendor) {
        double spread = 0.8 + 0.4 * random.nextDouble();
        boolean isRefund = random.nextInt(40) == 0;
        return BigDecimal.valueOf(vendor.usualAmount() * spread * (isRefund ? -1 : 1))
                .setScale(2, RoundingMode.HALF_UP);
    }

    private String usualP() {
        return BigDecimal.valueOf(0.925 + 0.07 * random.nextDouble())
                .setScale(4, RoundingMode.HALF_UP)
                .toString();
    }

    private static Proposal proposal(DemoVendor vendor, String p, Proposal.Source source, String cost) {
        return new Proposal(
                vendor.account(),
                new BigDecimal(p),
                source,
                cost == null ? null : new BigDecimal(cost),
                "ledger-model-3");
    }
}
