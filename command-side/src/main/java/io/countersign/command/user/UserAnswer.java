package io.countersign.command.user;

import io.countersign.platform.security.Account;
import io.countersign.platform.security.Caller;
import io.countersign.policy.Role;
import io.countersign.policy.TenantId;
import java.util.List;

/** A user's own data in an answer to that user. */
record UserAnswer(String userId, String email, Role role, List<TenantId> tenants) {
    static UserAnswer of(Account account) {
        return new UserAnswer(
                account.userId(),
                account.email(),
                account.role(),
                account.tenants().stream().sorted().toList());
    }

    static UserAnswer of(Caller caller) {
        return new UserAnswer(
                caller.userId(),
                caller.email(),
                caller.role(),
                caller.tenants().stream().sorted().toList());
    }
}
