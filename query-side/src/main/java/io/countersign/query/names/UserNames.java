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

/** The names of users on pages: the e-mail address for readers who may read users, otherwise the id. */
@Component
public class UserNames {
    /** The id of a user who was not found; no real id contains brackets. */
    public static final String NOBODY = "(nobody)";

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    UserNames(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /**
     * The id of the user with an e-mail address, deactivated users included, or {@link #NOBODY}. A text without @ is taken as an id. Callers who may not read users find only themselves.
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

    /** Each address is encrypted with its own key, so this decrypts all of them. Active users come first. */
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

    /** A name for each of these ids; the id itself if there is no other name. */
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
