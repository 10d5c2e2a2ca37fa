package io.countersign.query.dryrun;

import io.countersign.platform.web.ErrorCode;
import io.countersign.policy.BookHistory;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.TenantId;
import io.countersign.query.rules.RuleBookVersions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A change of the rule book of the firm or of a tenant. Each decision is matched again with the rule book versions
 * that it was decided with, after the change. Since a tenant's rules come before the firm's, a match of the tenant is
 * kept when the firm's book changes.
 */
final class RuleBookChange implements DryRunChange {
    private final RuleBookVersions firm;
    private final RuleBookVersions tenant;
    private final RuleBookEdit edit;
    private final BookHistory changed;
    private final BookHistory firmAsItWas;

    private RuleBookChange(RuleBookVersions firm, RuleBookVersions tenant, RuleBookEdit edit) {
        this.firm = firm;
        this.tenant = tenant;
        this.edit = edit;
        RuleBookVersions book = tenant == null ? firm : tenant;
        this.changed = BookHistory.compile(book.scope(), edit.applyTo(book.history()));
        this.firmAsItWas = tenant == null ? null : BookHistory.compile(TenantId.FIRM, firm.history());
    }

    static RuleBookChange ofFirm(RuleBookVersions firm, RuleBookEdit edit) {
        return new RuleBookChange(firm, null, edit);
    }

    /** @param firm the firm's rule book, which does not change */
    static RuleBookChange ofTenant(RuleBookVersions tenant, RuleBookVersions firm, RuleBookEdit edit) {
        return new RuleBookChange(firm, tenant, edit);
    }

    @Override
    public DecisionInputs applied(RecordedDecision recorded) {
        DecisionInputs inputs = recorded.inputs();
        RuleMatch match = tenant == null ? firmMatch(inputs) : tenantMatch(inputs);
        return Objects.equals(match, inputs.match())
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

    /** A decision may be visible shortly before the rule book version that it was decided with. */
    private static void mustHave(RuleBookVersions book, int version) {
        if (version > book.newest()) {
            throw ErrorCode.NOT_YET_VISIBLE
                    .because("Version v%s of the rule book of %s isn't visible yet; try again"
                            .formatted(version, book.scope()))
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    @Override
    public AffectedDecisions affected(DecisionFacts facts) {
        RuleBookVersions book = tenant == null ? firm : tenant;
        List<Rule> changedRules = edit.changedRules(book.history(), () -> facts.versions(tenant == null));
        return DecisionsAffectedByRules.of(changedRules, facts::vendors);
    }
}
