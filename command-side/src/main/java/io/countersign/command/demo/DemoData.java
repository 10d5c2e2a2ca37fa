package io.countersign.command.demo;

import io.countersign.command.decision.DecideTransactions;
import io.countersign.command.decision.DecisionCommand.ApproveDecision;
import io.countersign.command.decision.DecisionCommand.CorrectDecision;
import io.countersign.command.decision.DecisionCommand.RejectDecision;
import io.countersign.command.decision.ImportTransactions;
import io.countersign.command.decision.Submission;
import io.countersign.command.decision.TransactionResult;
import io.countersign.command.decision.TransactionResults;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.tenant.SettingsChange;
import io.countersign.command.tenant.TenantCommand.ChangeTenantSettings;
import io.countersign.command.tenant.TenantCommand.CreateTenant;
import io.countersign.platform.security.Origin;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.TenantId;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Loads three companies with a quarter of card payments each, once, through the same commands that clients send. Every
 * step may run again, so that a start that was cut short is made up for by the next; the last user made says that all is
 * there.
 */
@Component
@Order(DemoData.BEFORE_THE_FIRST_OWNER)
@ConditionalOnProperty("countersign.demo")
class DemoData implements ApplicationRunner {
    static final int BEFORE_THE_FIRST_OWNER = -10;
    private static final Logger log = LoggerFactory.getLogger(DemoData.class);
    private static final BigDecimal TIGHT_CAP = new BigDecimal("2");

    private final Commands commands;
    private final DemoUsers users;
    private final DemoRules rules;

    DemoData(Commands commands, DemoUsers users, DemoRules rules) {
        this.commands = commands;
        this.users = users;
        this.rules = rules;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (users.areComplete()) {
            return;
        }
        users.makeOwner();
        for (DemoCompany company : DemoCompany.values()) {
            load(company);
        }
        rules.proposeForTheFirm();
        users.makeOthers();
        log.info("The demonstration data is loaded.");
    }

    private void load(DemoCompany company) {
        TenantId tenant = company.tenantId();
        try {
            commands.send(new CreateTenant(tenant, company.companyName(), company.tier()), DemoUsers.OWNER);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.TENANT_EXISTS) {
                throw refusal;
            }
        }
        DemoPayments payments = new DemoPayments(company);
        commands.send(new ImportTransactions(payments.history()), DemoUsers.OWNER);
        rules.propose(company);
        List<Submission> submissions = payments.submissions();
        int middle = submissions.size() / 2;
        decide(company, submissions.subList(0, middle));
        change(tenant, TIGHT_CAP, "Language model spend is to be watched this week");
        decide(company, submissions.subList(middle, submissions.size()));
        change(tenant, company.tier().defaults().llmTenantCapUsd(), "Back to the usual cap");
    }

    private void change(TenantId tenant, BigDecimal cap, String reason) {
        SettingsChange change = new SettingsChange(null, null, cap, null);
        commands.send(new ChangeTenantSettings(tenant, change, reason, ExpectedVersion.ANY), DemoUsers.OWNER);
    }

    private void decide(DemoCompany company, List<Submission> submissions) {
        TransactionResults results = commands.<TransactionResults>send(
                        new DecideTransactions(submissions), DemoUsers.SERVICE)
                .result();
        for (int i = 0; i < submissions.size(); i++) {
            settle(company, submissions.get(i), results.results().get(i), i);
        }
    }

    /** People looked at six of ten; one of those they booked to the usual account, and now and then they threw one out. */
    private void settle(DemoCompany company, Submission submission, TransactionResult result, int number) {
        TenantId tenant = submission.tenantId();
        TxnId txn = submission.transaction().txnId();
        Object command = switch (number % 10) {
            case 0, 2, 3, 5 -> result.account() == null ? null : new ApproveDecision(tenant, txn, null);
            case 6 -> booked(submission, result.account());
            case 8 -> number % 20 == 8 ? new RejectDecision(tenant, txn, "A private payment") : null;
            default -> null;
        };
        if (command != null) {
            send(command, company.person());
        }
    }

    private static Object booked(Submission submission, String decided) {
        TenantId tenant = submission.tenantId();
        TxnId txn = submission.transaction().txnId();
        String account = DemoVendor.accountFor(submission.transaction());
        return account.equals(decided)
                ? new ApproveDecision(tenant, txn, null)
                : new CorrectDecision(tenant, txn, account, "Booked as in earlier months");
    }

    private void send(Object command, Origin person) {
        try {
            commands.send(command, person);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.ALREADY_SETTLED) {
                throw refusal;
            }
        }
    }
}
