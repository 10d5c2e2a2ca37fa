package io.countersign.query.rules;

import io.countersign.platform.rules.VersionId;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.Parameters;
import io.countersign.policy.Rule;
import io.countersign.policy.TenantId;
import io.countersign.query.names.TenantNames;
import io.countersign.query.names.UserNames;
import io.countersign.query.pages.WebPage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One version of a rule book: its rules, the difference to another version, and the form that restores it. */
@WebPage
class VersionPage {
    private static final int SHOWN = 100;

    private final RuleBookView books;
    private final TenantNames tenants;
    private final UserNames users;

    VersionPage(RuleBookView books, TenantNames tenants, UserNames users) {
        this.books = books;
        this.tenants = tenants;
        this.users = users;
    }

    @GetMapping("/rules/versions/{version_id}")
    String show(@PathVariable("version_id") String versionId, HttpServletRequest request, Caller caller, Model model) {
        caller.mustHave(Permission.READ_RULES);
        Parameters parameters = Parameters.ofPage(request);
        TenantId tenant = parameters.value("tenant_id", TenantId::new);
        String against = parameters.text("against");
        parameters.done();
        if (tenant != null) {
            tenants.mustSee(tenant, Permission.READ_RULES, caller);
        }
        RuleBookAddress book = tenant == null
                ? new RuleBookAddress(null, null)
                : new RuleBookAddress(tenant.value(), tenants.nameOf(tenant).orElse(null));
        VersionWithRules version = books.withRules(book.scope(), versionId);
        addVersion(version, caller, model);
        addDiff(book.scope(), version, against, model);
        model.addAttribute("book", book);
        return "version";
    }

    private void addVersion(VersionWithRules version, Caller caller, Model model) {
        model.addAttribute("it", version.version());
        model.addAttribute("rules", version.rules().stream().limit(SHOWN).toList());
        model.addAttribute(
                "by",
                version.version().createdBy() == null
                        ? null
                        : users.of(List.of(version.version().createdBy()), caller)
                                .get(version.version().createdBy()));
    }

    /** Adds the difference to another version: the requested one, otherwise the newest, or for the newest version its predecessor. */
    private void addDiff(String scope, VersionWithRules version, String against, Model model) {
        int newest = books.versionAt(scope, null);
        boolean isNewest = version.version().versionId().equals(VersionId.of(newest));
        String other = against != null ? against : VersionId.of(isNewest ? Math.max(0, newest - 1) : newest);
        List<Rule> before = books.mustHave(scope, other);
        RuleDiff diff = RuleDiff.between(other, before, version.version().versionId(), version.rules());
        model.addAttribute("against", other);
        model.addAttribute("isNewest", isNewest);
        model.addAttribute(
                "isSame",
                diff.added().isEmpty()
                        && diff.removed().isEmpty()
                        && diff.changed().isEmpty());
        YamlDiff lines = YamlDiff.of(diff);
        model.addAttribute("diff", lines.lines());
        model.addAttribute("differing", lines.rules());
        model.addAttribute("shown", YamlDiff.SHOWN);
        model.addAttribute(
                "others",
                IntStream.iterate(newest, n -> n >= 0, n -> n - 1)
                        .mapToObj(VersionId::of)
                        .toList());
    }
}
