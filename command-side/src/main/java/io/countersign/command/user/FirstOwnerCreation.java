package io.countersign.command.user;

import io.countersign.command.dispatch.Commands;
import io.countersign.command.dispatch.MemorySync;
import io.countersign.platform.security.Origin;
import io.countersign.policy.Role;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the first owner while starting, if there are no users. Of several nodes that start at once, one does. */
@Component
@Order(FirstOwnerCreation.ORDER)
@EnableConfigurationProperties(FirstOwnerProperties.class)
class FirstOwnerCreation implements ApplicationRunner {
    static final int ORDER = 0;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GENERATED_LENGTH = 24;

    private final FirstOwnerProperties properties;
    private final UserDirectory directory;
    private final UserPreparation newUsers;
    private final Commands commands;
    private final DataSource database;
    private final MemorySync memory;

    FirstOwnerCreation(
            FirstOwnerProperties properties,
            UserDirectory directory,
            UserPreparation newUsers,
            Commands commands,
            DataSource database,
            MemorySync memory) {
        this.properties = properties;
        this.directory = directory;
        this.newUsers = newUsers;
        this.commands = commands;
        this.database = database;
        this.memory = memory;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        if (directory.isEmpty()) {
            alone(() -> {
                memory.catchUp();
                if (directory.isEmpty()) {
                    make();
                }
            });
        }
    }

    /** Under a lock of the session, not of a transaction: the command runs in one of its own. */
    private void alone(Runnable work) throws SQLException {
        try (Connection session = database.getConnection();
                Statement sql = session.createStatement()) {
            sql.execute("select pg_advisory_lock(hashtextextended('countersign first owner', 0))");
            try {
                work.run();
            } finally {
                sql.execute("select pg_advisory_unlock(hashtextextended('countersign first owner', 0))");
            }
        }
    }

    private void make() {
        boolean isGiven = properties.ownerPassword() != null;
        NewPassword password = new NewPassword(isGiven ? properties.ownerPassword() : generated());
        Email email = new Email(properties.ownerEmail());
        commands.send(
                newUsers.prepare(UserPreparation.freshId(), email, Role.OWNER, password, List.of()), Origin.SYSTEM);
        if (!isGiven) {
            System.out.printf(
                    Locale.ROOT,
                    "The first owner is %s with the password %s - it is shown this once (countersign.bootstrap.owner-email and .owner-password choose others).%n",
                    email.value(),
                    password.value());
        }
    }

    private static String generated() {
        return new SecureRandom()
                .ints(GENERATED_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
