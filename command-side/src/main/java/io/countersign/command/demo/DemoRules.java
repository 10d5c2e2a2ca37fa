package io.countersign.command.demo;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.rules.RuleBookCommand.AcceptCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeCandidate;
import io.countersign.command.rules.RuleBookCommand.RejectCandidate;
import io.countersign.command.rules.RuleBookCommand.RollBackRules;
import io.countersign.events.rules.Candidate;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import io.countersign.policy.RulePattern;
import io.countersign.policy.TenantId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Fifty candidates: one for each vendor in each company's book and in the firm's, and two more. */
@Component
@ConditionalOnProperty("countersign.demo")
class DemoRules {
    private static final List<DemoVendor> ACCEPTED =
            List.of(DemoVendor.PAPERWING, DemoVendor.BRISKWAY, DemoVendor.QUILLMARK);
    private static final List<DemoVendor> REJECTED = List.of(DemoVendor.PRISM, DemoVendor.OAKFIELD);

    private final Commands commands;

    DemoRules(Commands commands) {
        this.commands = commands;
    }

    /** A company's candidates, three of them accepted and two rejected, before it has anything decided. */
    void propose(DemoCompany company) {
        String scope = company.tenantId().value();
        for (DemoVendor vendor : DemoVendor.values()) {
            propose(scope, company.prefix(), vendor, 20 + 3 * vendor.ordinal());
        }
        ACCEPTED.forEach(vendor -> accept(scope, idOf(company.prefix(), vendor), "Always booked like this"));
        REJECTED.forEach(vendor -> reject(scope, idOf(company.prefix(), vendor), "Booked by project"));
    }

    /** The firm's candidates, of which two came into the book and one went out again. */
    void proposeForTheFirm() {
        for (DemoVendor vendor : DemoVendor.values()) {
            propose(TenantId.FIRM, "firm", vendor, 60 + 5 * vendor.ordinal());
        }
        propose(TenantId.FIRM, "cand-firm-rail", Rule.Type.VENDOR_GLOB, "* rail", "6750 Travel", 34, "0.971");
        propose(TenantId.FIRM, "cand-firm-cafe", Rule.Type.VENDOR_GLOB, "cafe *", "6800 Meals", 41, "0.953");
        accept(TenantId.FIRM, idOf("firm", DemoVendor.STONEBRIDGE), "The same for every company");
        accept(TenantId.FIRM, "cand-firm-cafe", "Meals wherever we looked");
        rollBack();
        reject(TenantId.FIRM, idOf("firm", DemoVendor.PRISM), "Differs from company to company");
    }

    private void propose(String scope, String prefix, DemoVendor vendor, int count) {
        String pattern = vendor.name().toLowerCase(Locale.ROOT) + "*";
        String starred = vendor == DemoVendor.LANTERNE ? "*" + pattern : pattern;
        String precision = vendor.ordinal() % 4 == 3 ? "0.958" : "0.984";
        propose(scope, idOf(prefix, vendor), Rule.Type.VENDOR_GLOB, starred, vendor.account(), count, precision);
    }

    private void propose(
            String scope, String id, Rule.Type type, String pattern, String account, int count, String precision) {
        BigDecimal share = new BigDecimal(precision);
        String explanation = "%s labels match %s; %s of them name %s.".formatted(count, pattern, precision, account);
        Candidate candidate = new Candidate(
                id,
                type,
                RulePattern.normalized(type, pattern),
                account,
                null,
                null,
                null,
                new Candidate.Evidence(count, share, new BigDecimal("0.021")),
                explanation);
        commands.send(new ProposeCandidate(scope, candidate), DemoUsers.SERVICE);
    }

    private void accept(String scope, String candidate, String reason) {
        commands.send(new AcceptCandidate(scope, candidate, false, reason, ExpectedVersion.ANY), DemoUsers.OWNER);
    }

    private void reject(String scope, String candidate, String reason) {
        commands.send(new RejectCandidate(scope, candidate, reason, ExpectedVersion.ANY), DemoUsers.OWNER);
    }

    /** The second version goes, the first stays; a start that was cut short may find the book further on. */
    private void rollBack() {
        try {
            RollBackRules first =
                    new RollBackRules(TenantId.FIRM, 1, "Cafés differ after all", new ExpectedVersion(Set.of(2L)));
            commands.send(first, DemoUsers.OWNER);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.PRECONDITION_FAILED) {
                throw refusal;
            }
        }
    }

    private static String idOf(String prefix, DemoVendor vendor) {
        return "cand-%s-%s".formatted(prefix, vendor.name().toLowerCase(Locale.ROOT));
    }
}
