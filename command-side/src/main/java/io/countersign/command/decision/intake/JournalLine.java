package io.countersign.command.decision.intake;

import io.countersign.platform.web.Range;
import io.countersign.platform.web.Text;
import io.countersign.policy.Decimals;
import io.countersign.policy.JournalTotals;
import io.countersign.policy.NameForm;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** One line of a journal entry; a debit or credit that isn't given is nothing. */
record JournalLine(
        @NotNull @Text(asGiven = true) String account,

        @Range(min = Range.AMOUNT_MIN, max = Range.AMOUNT_MAX, decimals = Decimals.AMOUNT_SCALE)
        BigDecimal debit,

        @Range(min = Range.AMOUNT_MIN, max = Range.AMOUNT_MAX, decimals = Decimals.AMOUNT_SCALE)
        BigDecimal credit) {
    JournalLine {
        debit = debit == null ? BigDecimal.ZERO : Decimals.plain(debit);
        credit = credit == null ? BigDecimal.ZERO : Decimals.plain(credit);
    }

    /** What the lines add up to; null if there are none. */
    static JournalTotals totals(List<JournalLine> lines) {
        return totals(lines, NameForm::normalized);
    }

    /** The same with a digest as earlier builds made it, over accounts as they were sent. */
    static JournalTotals totalsAsGiven(List<JournalLine> lines) {
        return totals(lines, UnaryOperator.identity());
    }

    private static JournalTotals totals(List<JournalLine> lines, UnaryOperator<String> form) {
        if (lines == null || lines.isEmpty()) {
            return null;
        }
        BigDecimal debits = BigDecimal.ZERO;
        BigDecimal credits = BigDecimal.ZERO;
        MessageDigest digest = sha256();
        for (JournalLine line : lines) {
            debits = debits.add(line.debit);
            credits = credits.add(line.credit);
            String text = "%s\n%s\n%s\n"
                    .formatted(form.apply(line.account), line.debit.toPlainString(), line.credit.toPlainString());
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return new JournalTotals(debits, credits, lines.size(), HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
