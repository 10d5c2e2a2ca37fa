package io.countersign.query.names;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.security.Permission.Reach;
import io.countersign.platform.vault.PersonalData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What pages call users: by e-mail address to those who may read users, by id to all others. */
@Component
public class UserNames {
    /** Stands for the id of somebody who isn't found; no id has brackets. */
    public static final String NOBODY = "(nobody)";

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    UserNames(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /**
     * The id of the user whom a text names by e-mail address, of those too who have left, or {@link #NOBODY}; any text that is
     * no e-mail address is taken for an id. Only those who may read users find others by their addresses.
     */
    public String idOf(String text, Caller caller) {
        String email = text.strip();
        if (!email.contains("@")) {
            return email;
        }
        if (email.equalsIgnoreCase(caller.email())) {
            return caller.userId();
        }
        return Permission.READ_USERS.of(caller.role()) == Reach.NONE ? NOBODY : find(email);
    }

    /** Addresses are encrypted, each under a key of its own, so this opens all of them. Of two users an active one counts. */
    private String find(String email) {
        Map<String, PersonalData.Sealed> emails = new LinkedHashMap<>();
        jdbc.sql(
                        "select user_id, email, key_commitment from read_model.user_account order by active desc, position desc")
                .query(row -> {
                    emails.put(row.getString("user_id"), sealedEmail(row));
                });
        Map<String, String> opened = personalData.decrypt(emails);
        return emails.keySet().stream()
                .filter(id -> email.equalsIgnoreCase(opened.get(id)))
                .findFirst()
                .orElse(NOBODY);
    }

    private static PersonalData.Sealed sealedEmail(ResultSet row) throws SQLException {
        return new PersonalData.Sealed(row.getString("email"), row.getString("key_commitment"));
    }

    /** A name for each of these ids; the id itself where there is nothing better. */
    public Map<String, String> of(Collection<String> userIds, Caller caller) {
        Map<String, String> names = new HashMap<>();
        userIds.forEach(id -> names.put(id, id));
        if (Permission.READ_USERS.of(caller.role()) != Reach.NONE) {
            Map<String, PersonalData.Sealed> emails = new HashMap<>();
            jdbc.sql("select user_id, email, key_commitment from read_model.user_account where user_id = any (:ids)")
                    .param("ids", names.keySet().toArray(String[]::new))
                    .query(row -> {
                        emails.put(row.getString("user_id"), sealedEmail(row));
                    });
            names.putAll(personalData.decrypt(emails));
        }
        if (caller.email() != null) {
            names.computeIfPresent(caller.userId(), (id, name) -> caller.email());
        }
        return names;
    }
}
