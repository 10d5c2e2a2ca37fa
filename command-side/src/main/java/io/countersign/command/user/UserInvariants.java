package io.countersign.command.user;

import io.countersign.command.dispatch.CommandPrecondition;
import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.command.user.UserCommand.DeactivateUser;
import io.countersign.command.user.UserCommand.RecordSignIn;
import io.countersign.platform.security.Caller;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Conditions across users: an e-mail address has one user, one active owner remains, and the current password is the expected
 * one. The commands' locks exclude others that could break them at the same time.
 */
@Component
class UserInvariants implements CommandPrecondition {
    private final JdbcClient jdbc;
    private final CredentialStore credentials;

    UserInvariants(JdbcClient jdbc, CredentialStore credentials) {
        this.jdbc = jdbc;
        this.credentials = credentials;
    }

    @Override
    public void before(Object command) {
        if (command instanceof CreateUser create) {
            mustExist(create.tenants());
            reserve(create);
        } else if (command instanceof UserCommand other) {
            if (other instanceof DeactivateUser deactivate) {
                anOwnerMustRemain(deactivate.userId());
            }
            mustExist(other.userId());
            if (other instanceof ChangePassword change) {
                replacePassword(change);
            } else if (other instanceof RecordSignIn signIn) {
                passwordMustBePresent(signIn);
            }
        }
    }

    private void mustExist(Set<TenantId> tenants) {
        Set<String> missing = new TreeSet<>();
        tenants.forEach(tenant -> missing.add(tenant.value()));
        missing.removeAll(new HashSet<>(
                jdbc.sql("select tenant_id from command_side.tenant_memory where tenant_id = any (:tenants)")
                        .param("tenants", missing.toArray(String[]::new))
                        .query(String.class)
                        .list()));
        if (!missing.isEmpty()) {
            throw Caller.unknown(new TenantId(missing.iterator().next()));
        }
    }

    private void reserve(CreateUser create) {
        if (!credentials.reserve(create)) {
            mustBeTheSame(create);
        }
    }

    private void mustBeTheSame(CreateUser create) {
        List<String> holder = jdbc.sql("select user_id from command_side.user_account where email_hmac = :hmac")
                .param("hmac", create.emailHmac())
                .query(String.class)
                .list();
        if (holder.isEmpty()) {
            throw ErrorCode.USER_EXISTS.because(
                    "There is a user %s already, with another e-mail address".formatted(create.userId()));
        }
        if (!holder.contains(create.userId())) {
            throw ErrorCode.EMAIL_TAKEN.because("There is a user with this e-mail address already");
        }
    }

    private void anOwnerMustRemain(String leaving) {
        List<String> owners = jdbc.sql("""
                        select user_id from command_side.user_account
                        where role = 'owner' and active
                        """).query(String.class).list();
        if (owners.equals(List.of(leaving))) {
            throw ErrorCode.LAST_OWNER.because("User %s is the last active owner".formatted(leaving));
        }
    }

    private void mustExist(String userId) {
        boolean exists = jdbc.sql("select exists (select from command_side.user_account where user_id = :user)")
                .param("user", userId)
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw unknown(userId);
        }
    }

    static Refusal unknown(String userId) {
        return ErrorCode.USER_NOT_FOUND.because("There is no user %s".formatted(userId));
    }

    /** Somebody may have changed it since it was looked at, to lock out whoever knew it. */
    private void passwordMustBePresent(RecordSignIn signIn) {
        boolean isPresent = jdbc.sql("""
                        select exists (
                            select from command_side.user_account where user_id = :user and password_hash = :password)
                        """)
                .param("user", signIn.userId())
                .param("password", signIn.password().value())
                .query(Boolean.class)
                .single();
        if (!isPresent) {
            throw SignInCheck.wrongCredentials();
        }
    }

    private void replacePassword(ChangePassword change) {
        if (change.old() == null || !credentials.replace(change)) {
            throw Refusal.invalid(List.of(new FieldError("old", "is not the present password")));
        }
    }
}
