package io.countersign.query.dryrun;

import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.BookHistory;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.TenantId;
import io.countersign.query.rules.BookVersions;
import java.time.Duration;
import java.util.List;

/**
 * Another rule book, of the firm or of a tenant. Each decision is matched again with the versions that it was made under,
 * changed. What the change can't reach stays as recorded: a tenant's rules come before the firm's.
 */
final class BookChange implements Change {
    private final BookVersions firm;
    private final BookVersions tenant;
    private final BookEdit edit;
    private final BookHistory changed;
    private final BookHistory firmAsItWas;

    private BookChange(BookVersions firm, BookVersions tenant, BookEdit edit) {
        this.firm = firm;
        this.tenant = tenant;
        this.edit = edit;
        BookVersions book = tenant == null ? firm : tenant;
        this.changed = BookHistory.compile(book.scope(), edit.of(book.history()));
        this.firmAsItWas = tenant == null ? null : BookHistory.compile(TenantId.FIRM, firm.history());
    }

    static BookChange ofFirm(BookVersions firm, BookEdit edit) {
        return new BookChange(firm, null, edit);
    }

    /** @param firm as it was and stays */
    static BookChange ofTenant(BookVersions tenant, BookVersions firm, BookEdit edit) {
        return new BookChange(firm, tenant, edit);
    }

    @Override
    public DecisionInputs applied(Recorded recorded) {
        DecisionInputs inputs = recorded.inputs();
        RuleMatch match = tenant == null ? firmMatch(inputs) : tenantMatch(inputs);
        return match == inputs.match()
                ? inputs
                : new DecisionInputs(
                        inputs.transaction(),
                        inputs.proposal(),
                        inputs.journal(),
                        inputs.settings(),
                        inputs.newestLabels(),
                        inputs.llmSpendUsd(),
                        inputs.amounts(),
                        inputs.firmVersion(),
                        inputs.tenantVersion(),
                        match);
    }

    private RuleMatch firmMatch(DecisionInputs inputs) {
        mustHave(firm, inputs.firmVersion());
        return isOfTenant(inputs.match())
                ? inputs.match()
                : changed.match(inputs.transaction(), inputs.firmVersion()).orElse(null);
    }

    private RuleMatch tenantMatch(DecisionInputs inputs) {
        mustHave(tenant, inputs.tenantVersion());
        return changed.match(inputs.transaction(), inputs.tenantVersion()).orElseGet(() -> withoutTenant(inputs));
    }

    private RuleMatch withoutTenant(DecisionInputs inputs) {
        if (!isOfTenant(inputs.match())) {
            return inputs.match();
        }
        mustHave(firm, inputs.firmVersion());
        return firmAsItWas.match(inputs.transaction(), inputs.firmVersion()).orElse(null);
    }

    private static boolean isOfTenant(RuleMatch match) {
        return match != null && !match.scope().equals(TenantId.FIRM);
    }

    /** Decisions may be projected a moment before the version that they were made under. */
    private static void mustHave(BookVersions book, int version) {
        if (version > book.newest()) {
            throw ErrorCode.NOT_YET_VISIBLE
                    .because("Version v%s of the rule book of %s isn't visible yet; try again"
                            .formatted(version, book.scope()))
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    @Override
    public Reach reach(Known known) {
        BookVersions book = tenant == null ? firm : tenant;
        List<Rule> touched = edit.touched(book.history(), () -> known.versions(tenant == null));
        return RuleReach.of(touched, known::vendors);
    }
}
