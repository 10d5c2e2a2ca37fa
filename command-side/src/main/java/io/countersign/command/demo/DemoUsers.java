package io.countersign.command.demo;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.user.Email;
import io.countersign.command.user.NewPassword;
import io.countersign.command.user.UserPreparation;
import io.countersign.platform.security.AccountLookup;
import io.countersign.platform.security.Origin;
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
    static final Origin OWNER = demo("user-admin-001", Role.OWNER);
    static final Origin STAFF_1 = demo("user-staff-001", Role.STAFF);
    static final Origin STAFF_2 = demo("user-staff-002", Role.STAFF);
    static final Origin AUDITOR = demo("user-auditor-001", Role.AUDITOR);
    static final Origin SERVICE = demo("user-service-001", Role.SERVICE);

    private final Commands commands;
    private final UserPreparation newUsers;
    private final AccountLookup accounts;
    private final String ownerEmail;
    private final String givenPassword;

    DemoUsers(
            Commands commands,
            UserPreparation newUsers,
            AccountLookup accounts,
            @Value("${countersign.bootstrap.owner-email:owner@example.com}") String ownerEmail,
            @Value("${countersign.bootstrap.owner-password:}") String givenPassword) {
        this.commands = commands;
        this.newUsers = newUsers;
        this.accounts = accounts;
        this.ownerEmail = ownerEmail;
        this.givenPassword = givenPassword;
    }

    boolean areComplete() {
        return accounts.find(SERVICE.userId()).isPresent();
    }

    /** Makes the owner, unless an earlier start did. */
    void makeOwner() {
        if (accounts.find(OWNER.userId()).isEmpty()) {
            NewPassword password = password();
            make(OWNER.userId(), ownerEmail, Role.OWNER, password, List.of());
            tell("The demonstration's owner is %s".formatted(ownerEmail), password);
        }
    }

    void makeOthers() {
        NewPassword password = password();
        List<TenantId> all =
                List.of(DemoCompany.ACME.tenantId(), DemoCompany.BETA.tenantId(), DemoCompany.GAMMA.tenantId());
        make(STAFF_1.userId(), "staff1@example.com", Role.STAFF, password, List.of(DemoCompany.ACME.tenantId()));
        make(STAFF_2.userId(), "staff2@example.com", Role.STAFF, password, List.of(DemoCompany.BETA.tenantId()));
        make(AUDITOR.userId(), "auditor@example.com", Role.AUDITOR, password, List.of());
        make(SERVICE.userId(), "service@example.com", Role.SERVICE, password, all);
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
        commands.send(newUsers.prepare(userId, new Email(email), role, password, tenants), Origin.SYSTEM);
    }

    private static Origin demo(String userId, Role role) {
        return Origin.of(userId, role, Origin.Auth.NONE);
    }

    private static String generated() {
        byte[] random = new byte[10];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
