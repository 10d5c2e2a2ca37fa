package io.countersign.command.demo;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.user.Email;
import io.countersign.command.user.NewPassword;
import io.countersign.command.user.NewUsers;
import io.countersign.events.EventMetaData;
import io.countersign.platform.security.Accounts;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The people of the demonstration, one of each role and a second of the staff. Passwords that are made here are told once. */
@Component
@ConditionalOnProperty("countersign.demo")
class DemoUsers {
    static final String OWNER = "user-admin-001";
    static final String STAFF_1 = "user-staff-001";
    static final String STAFF_2 = "user-staff-002";
    static final String AUDITOR = "user-auditor-001";
    static final String SERVICE = "user-service-001";

    private final Commands commands;
    private final NewUsers newUsers;
    private final Accounts accounts;
    private final String ownerEmail;
    private final String givenPassword;

    DemoUsers(
            Commands commands,
            NewUsers newUsers,
            Accounts accounts,
            @Value("${countersign.bootstrap.owner-email:owner@example.com}") String ownerEmail,
            @Value("${countersign.bootstrap.owner-password:}") String givenPassword) {
        this.commands = commands;
        this.newUsers = newUsers;
        this.accounts = accounts;
        this.ownerEmail = ownerEmail;
        this.givenPassword = givenPassword;
    }

    boolean areComplete() {
        return accounts.find(SERVICE).isPresent();
    }

    /** Makes the owner, unless an earlier start did. */
    void makeOwner() {
        if (accounts.find(OWNER).isEmpty()) {
            NewPassword password = password();
            make(OWNER, ownerEmail, Role.OWNER, password, List.of());
            tell("The demonstration's owner is %s".formatted(ownerEmail), password);
        }
    }

    void makeOthers() {
        NewPassword password = password();
        List<TenantId> all = List.of(
                DemoCompany.ACME.tenantId(), DemoCompany.BETA.tenantId(), DemoCompany.GAMMA.tenantId());
        make(STAFF_1, "staff1@example.com", Role.STAFF, password, List.of(DemoCompany.ACME.tenantId()));
        make(STAFF_2, "staff2@example.com", Role.STAFF, password, List.of(DemoCompany.BETA.tenantId()));
        make(AUDITOR, "auditor@example.com", Role.AUDITOR, password, List.of());
        make(SERVICE, "service@example.com", Role.SERVICE, password, all);
        tell("staff1, staff2, auditor and service are there too (all @example.com)", password);
    }

    private NewPassword password() {
        return new NewPassword(givenPassword.isEmpty() ? generated() : givenPassword);
    }

    private void tell(String who, NewPassword password) {
        String which = givenPassword.isEmpty() ? password.value() : "of countersign.bootstrap.owner-password";
        System.out.printf(Locale.ROOT, "%s, with the password %s%n", who, which);
    }

    private void make(String userId, String email, Role role, NewPassword password, List<TenantId> tenants) {
        commands.send(newUsers.prepare(userId, new Email(email), role, password, tenants), EventMetaData.SYSTEM);
    }

    private static String generated() {
        byte[] random = new byte[10];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
