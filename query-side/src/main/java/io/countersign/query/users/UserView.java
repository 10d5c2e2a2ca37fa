package io.countersign.query.users;

import io.countersign.platform.vault.PersonalData;
import io.countersign.platform.web.Page;
import io.countersign.platform.web.Paging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads users, and opens their e-mail addresses where their keys still exist. */
@Component
class UserView {
    private static final String SELECT = """
            select u.user_id, u.email, u.key_commitment, u.role, u.active, u.created_at, u.last_login_at, u.position,
                   array(
                       select t.tenant_id
                       from read_model.user_tenant t
                       where t.user_id = u.user_id
                       order by t.tenant_id
                   ) as tenants
            from read_model.user_account u
            """;

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    UserView(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    Optional<UserRow> find(String userId) {
        return jdbc.sql(SELECT + "where u.user_id = :user")
                .param("user", userId)
                .query(UserRow::from)
                .optional()
                .map(row -> opened(List.of(row)).get(0));
    }

    Page<UserRow> list(Paging paging) {
        List<UserRow> rows = jdbc.sql(SELECT + """
                        where u.position < :before
                        order by u.position desc
                        limit :limit
                        """)
                .param("before", paging.before())
                .param("limit", paging.limit() + 1)
                .query(UserRow::from)
                .list();
        return paging.page(opened(rows), UserRow::position);
    }

    private List<UserRow> opened(List<UserRow> rows) {
        Map<String, String> emails = personalData.decrypt(rows.stream()
                .collect(Collectors.toMap(
                        UserRow::userId, row -> new PersonalData.Sealed(row.email(), row.keyCommitment()))));
        return rows.stream().map(row -> row.withEmail(emails.get(row.userId()))).toList();
    }
}
