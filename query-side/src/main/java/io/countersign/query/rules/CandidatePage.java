package io.countersign.query.rules;

import io.countersign.platform.rules.CandidateNotFound;
import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.policy.NameForm;
import io.countersign.policy.PatternWarnings;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One candidate: its evidence, and the difference that accepting it would make. */
@WebPage
class CandidatePage {
    private final CandidateView candidates;
    private final RuleBookView books;
    private final TenantNames tenants;
    private final UserNames users;

    CandidatePage(CandidateView candidates, RuleBookView books, TenantNames tenants, UserNames users) {
        this.candidates = candidates;
        this.books = books;
        this.tenants = tenants;
        this.users = users;
    }

    @GetMapping("/rules/candidates/{id}")
    String show(@PathVariable("id") String id, Caller caller, Model model) {
        caller.mustHave(Permission.READ_RULES);
        CandidateRow row = candidates.find(id).orElseThrow(() -> CandidateNotFound.named(id));
        if (row.tenantId() != null && !caller.has(Permission.READ_RULES, new TenantId(row.tenantId()))) {
            throw CandidateNotFound.named(id);
        }
        model.addAttribute("it", row);
        model.addAttribute("warnings", PatternWarnings.of(row.rule().type(), row.vendorPattern()));
        model.addAttribute(
                "book", new RuleBookAddress(row.tenantId(), tenants.names().get(row.scope())));
        model.addAttribute(
                "users",
                users.of(
                        Stream.of(row.createdBy(), row.reviewedBy())
                                .filter(user -> user != null)
                                .toList(),
                        caller));
        addDiff(row, model);
        return "candidate";
    }

    private void addDiff(CandidateRow row, Model model) {
        int newest = books.versionAt(row.scope(), null);
        List<Rule> book = books.rules(row.scope(), newest);
        Rule fresh = row.rule();
        RuleDiff diff = YamlDiff.accepting(fresh, VersionId.of(newest), book, VersionId.of(newest + 1));
        model.addAttribute("diff", YamlDiff.of(diff).lines());
        model.addAttribute(
                "replaced",
                book.stream()
                        .filter(old ->
                                RuleDiff.isReplacedBy(old, fresh) && !NameForm.same(old.account(), fresh.account()))
                        .findFirst()
                        .orElse(null));
    }
}
