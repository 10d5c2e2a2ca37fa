package io.countersign.query.dryrun;

import io.countersign.policy.DecisionInputs;
import io.countersign.policy.Rule;
import io.countersign.policy.RuleBooks;
import io.countersign.policy.RuleMatch;
import io.countersign.policy.RuleMatcher;
import io.countersign.policy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Another rule book of one scope. Each decision is matched again with the books of the versions that it was made under,
 * the one of that scope changed.
 */
final class BookChange implements Change {
    private final String scope;
    private final TenantId tenant;
    private final UnaryOperator<List<Rule>> change;
    private final BiFunction<String, Integer, List<Rule>> rulesOf;
    private final Optional<Predicate<String>> vendors;
    private final Map<String, RuleMatcher> matchers = new ConcurrentHashMap<>();

    /**
     * @param scope   whose book changes
     * @param tenant  whose decisions are looked at
     * @param rulesOf the rules of a scope's version
     * @param vendors as {@link Change#vendors}
     */
    BookChange(
            String scope,
            TenantId tenant,
            UnaryOperator<List<Rule>> change,
            BiFunction<String, Integer, List<Rule>> rulesOf,
            Optional<Predicate<String>> vendors) {
        this.scope = scope;
        this.tenant = tenant;
        this.change = change;
        this.rulesOf = rulesOf;
        this.vendors = vendors;
    }

    @Override
    public DecisionInputs applied(DecisionInputs recorded) {
        RuleBooks books = new RuleBooks(
                matcher(TenantId.FIRM, recorded.firmVersion()), matcher(tenant.value(), recorded.tenantVersion()));
        RuleMatch match = books.match(recorded.transaction());
        return new DecisionInputs(
                recorded.transaction(), recorded.proposal(), recorded.journal(), recorded.settings(),
                recorded.newestLabels(), recorded.llmSpendUsd(), recorded.amounts(), recorded.firmVersion(),
                recorded.tenantVersion(), match);
    }

    private RuleMatcher matcher(String bookScope, int version) {
        return matchers.computeIfAbsent(bookScope + "@" + version, key -> {
            List<Rule> rules = rulesOf.apply(bookScope, version);
            return RuleMatcher.compile(bookScope, version, bookScope.equals(scope) ? change.apply(rules) : rules);
        });
    }

    @Override
    public Optional<Predicate<String>> vendors() {
        return vendors;
    }
}
