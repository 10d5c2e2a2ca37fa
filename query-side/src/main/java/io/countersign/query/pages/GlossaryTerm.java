package io.countersign.query.pages;

import java.util.Locale;

/** A term of the glossary. Pages link words to it by {@link #key}, see {@code templates/parts.html}. */
public enum GlossaryTerm {
    TENANT("Tenant", "A client company whose books the firm keeps."),
    BOOKING(
            "Booking",
            "The account that a person gave a transaction: imported from the past, approved or corrected. Countersign learns"
                    + " from bookings. Files and the API call a booking a label."),
    CONFIDENCE(
            "Confidence",
            "How likely the account is right, from 0% to 100%. It comes from the matching rule or from the software that"
                    + " suggested the account. Files and the API call it calibrated_p, from 0 to 1."),
    MINIMUM_CONFIDENCE(
            "Minimum confidence",
            "A tenant’s setting: transactions with a lower confidence go to review. The API calls it the threshold."),
    AUTOMATION("Automation", "The share of transactions that were posted automatically."),
    REASON(
            "Reason for review",
            "Why a transaction was not posted automatically. All reasons that apply are recorded; the first one counts."),
    COLD_START(
            "Cold start",
            "People have not used the same account for a supplier often enough in a row, so its transactions go to review."),
    AI_BUDGET(
            "AI budget",
            "What a tenant may spend on AI suggestions in a calendar month. When it is used up, AI suggestions go to review."
                    + " The API calls it the LLM cap."),
    RULE(
            "Rule",
            "Gives transactions that match a pattern, such as a supplier’s name, an account. It may be limited to some amounts"
                    + " or a department."),
    PROPOSED_RULE(
            "Proposed rule",
            "A rule that takes effect only after an owner accepts it. It comes from your software or from “Find rules”, which"
                    + " looks for suppliers that people always book to the same account. The API calls it a candidate."),
    AGREEMENT(
            "Agreement",
            "The share of the matching bookings that went to the rule’s account. The API calls it precision."),
    SPREAD("Spread", "How much the stated confidence differed between the matching bookings: its standard deviation."),
    RULE_BOOK(
            "Rule book",
            "All rules of one tenant, or of the firm, in the order in which they are tried. A tenant’s rules come before the"
                    + " firm’s."),
    VERSION(
            "Version",
            "A numbered state of a rule book. Every change creates a new version. Earlier versions are kept and can be"
                    + " restored."),
    PREVIEW(
            "Preview",
            "Decides past transactions again with a change and shows what would come out differently. Nothing is stored. The"
                    + " API calls it a dry-run."),
    ACCURACY(
            "Accuracy",
            "Of the transactions that were posted automatically and reviewed later, the share that people approved."),
    CALIBRATION(
            "Calibration",
            "Whether stated confidence is right: of transactions with 90% confidence, people should agree with about 90%."),
    CALIBRATION_ERROR(
            "Expected calibration error",
            "The average difference between stated confidence and the share that people agreed with. 0 is perfect."),
    BRIER(
            "Brier score",
            "The average squared difference between stated confidence and the outcome: 1 if people approved, otherwise 0."
                    + " 0 is perfect."),
    DRIFT(
            "Drift",
            "How much the suppliers or the amounts of a period differ from the period before. Large drift can make earlier"
                    + " rules and confidence unreliable."),
    ENTRY(
            "Entry",
            "One line of the audit log: who did what, when and why. Entries are never changed or removed. The position of an"
                    + " entry is its place in the order of all entries.");

    private final String title;
    private final String explanation;

    GlossaryTerm(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    /** Part of the address {@code /glossary#<key>}, such as {@code rule-book}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }
}
