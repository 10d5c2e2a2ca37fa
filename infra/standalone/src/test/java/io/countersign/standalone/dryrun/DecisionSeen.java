package io.countersign.standalone.dryrun;

import io.countersign.policy.Rule;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * A decision as it came out.
 *
 * @param tenant  of the story, from 0
 * @param reason  that counted; null for none, as are account and rule
 * @param reasons all that held
 * @param scope   of the rule
 */
record DecisionSeen(
        int tenant,
        String txn,
        String action,
        String account,
        String reason,
        List<String> reasons,
        Rule rule,
        String scope) {
    /** @param book that the rule is of, if there is one */
    static DecisionSeen of(int tenant, JsonNode result, List<Rule> book) {
        String rule = text(result, "rule_id");
        return new DecisionSeen(
                tenant,
                text(result, "txn_id"),
                text(result, "action"),
                text(result, "account"),
                text(result, "not_auto_post_reason"),
                result.path("reasons").valueStream().map(JsonNode::asString).toList(),
                rule == null
                        ? null
                        : book.stream()
                                .filter(of -> of.ruleId().equals(rule))
                                .findFirst()
                                .orElseThrow(),
                text(result, "rule_scope"));
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).isNull() ? null : row.path(field).asString();
    }

    boolean isPosted() {
        return action.equals("auto_posted");
    }

    boolean isLike(DecisionSeen other) {
        return action.equals(other.action) && hasAccountOf(other) && Objects.equals(reason, other.reason);
    }

    boolean hasAccountOf(DecisionSeen other) {
        return Objects.equals(account, other.account);
    }
}
