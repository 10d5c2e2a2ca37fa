package io.countersign.command.user;

import io.countersign.command.user.UserCommand.ChangePassword;
import io.countersign.command.user.UserCommand.CreateUser;
import io.countersign.platform.store.OnPostgres;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes credentials to the account in the transaction of the events. */
@Component
@OnPostgres
class PostgresCredentialStore implements CredentialStore {
    private final JdbcClient jdbc;

    PostgresCredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void stage(byte[] emailHmac, PasswordHash password) {}

    @Override
    public boolean reserve(CreateUser create) {
        return jdbc.sql("""
                        insert into command_side.user_account
                            (user_id, email_hmac, email, key_commitment, password_hash, role, active)
                        values (:user, :hmac, :email, :commitment, :password, :role, true)
                        on conflict do nothing
                        """)
                        .param("user", create.userId())
                        .param("hmac", create.emailHmac())
                        .param("email", create.email().base64())
                        .param("commitment", create.keyCommitment())
                        .param("password", create.password().value())
                        .param("role", create.role().wireName())
                        .update()
                == 1;
    }

    @Override
    public boolean replace(ChangePassword change) {
        return jdbc.sql("""
                        update command_side.user_account set password_hash = :replacement
                        where user_id = :user and password_hash = :old
                        """)
                        .param("user", change.userId())
                        .param("old", change.old().value())
                        .param("replacement", change.replacement().value())
                        .update()
                == 1;
    }

    @Override
    public void follow(EventMessage<?> event) {}
}
