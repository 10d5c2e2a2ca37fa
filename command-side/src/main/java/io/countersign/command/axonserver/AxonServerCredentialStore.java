package io.countersign.command.axonserver;

import io.countersign.command.user.CredentialStore;
import io.countersign.command.user.PasswordHash;
import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.events.user.PasswordChanged;
import io.countersign.events.user.UserCreated;
import io.countersign.platform.store.OnAxonServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stages credentials in a table of their own before the command. The event names them in its metadata, and they are moved to
 * the account when the event is read back, so that accounts and events agree whichever store fails. The name is a digest of
 * the salted hash, from which nothing can be guessed.
 */
@Component
@OnAxonServer
class AxonServerCredentialStore implements CredentialStore {
    private static final String NOTE = "credential";

    private final JdbcClient jdbc;

    AxonServerCredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void stage(byte[] emailHmac, PasswordHash password) {
        jdbc.sql("""
                        insert into command_side.staged_credential (id, email_hmac, password_hash)
                        values (:id, :hmac, :password)
                        """)
                .param("id", nameOf(password))
                .param("hmac", emailHmac)
                .param("password", password.value())
                .update();
    }

    /** Called under the lock for creating users. */
    @Override
    public boolean reserve(CreateUser create) {
        boolean isTaken = jdbc.sql("""
                        select exists (
                            select from command_side.user_account where user_id = :user or email_hmac = :hmac)
                        """)
                .param("user", create.userId())
                .param("hmac", create.emailHmac())
                .query(Boolean.class)
                .single();
        if (!isTaken) {
            EventAttachments.attach(NOTE, nameOf(create.password()));
        }
        return !isTaken;
    }

    /** Called under the user's lock. */
    @Override
    public boolean replace(ChangePassword change) {
        boolean isPresent = jdbc.sql("""
                        select exists (
                            select from command_side.user_account where user_id = :user and password_hash = :old)
                        """)
                .param("user", change.userId())
                .param("old", change.old().value())
                .query(Boolean.class)
                .single();
        if (isPresent) {
            EventAttachments.attach(NOTE, nameOf(change.replacement()));
        }
        return isPresent;
    }

    @Override
    public void follow(EventMessage<?> event) {
        if (event.getMetaData().get(NOTE) instanceof String id) {
            if (event.getPayload() instanceof UserCreated created) {
                open(created, id);
            } else if (event.getPayload() instanceof PasswordChanged changed) {
                replace(changed.userId(), id);
            }
            jdbc.sql("delete from command_side.staged_credential where id = :id")
                    .param("id", id)
                    .update();
        }
    }

    private void open(UserCreated created, String id) {
        jdbc.sql("""
                        insert into command_side.user_account
                            (user_id, email_hmac, email, key_commitment, password_hash, role, active)
                        select :user, email_hmac, :email, :commitment, password_hash, :role, true
                        from command_side.staged_credential
                        where id = :id
                        on conflict do nothing
                        """)
                .param("user", created.userId())
                .param("email", created.email().base64())
                .param("commitment", created.keyCommitment())
                .param("role", created.role().wireName())
                .param("id", id)
                .update();
    }

    private void replace(String userId, String id) {
        jdbc.sql("""
                        update command_side.user_account
                        set password_hash = staged.password_hash
                        from command_side.staged_credential staged
                        where user_id = :user and staged.id = :id
                        """).param("user", userId).param("id", id).update();
    }

    /** Deletes what failed commands left. Events that name a credential have long been processed by then. */
    @Scheduled(fixedDelayString = "PT1H")
    void deleteOrphans() {
        jdbc.sql("delete from command_side.staged_credential where staged_at < now() - interval '7 days'")
                .update();
    }

    private static String nameOf(PasswordHash password) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(password.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
