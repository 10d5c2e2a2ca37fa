package io.countersign.platform.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An existing PostgreSQL.
 *
 * @param url      JDBC address, such as {@code jdbc:postgresql://db:5432/countersign}
 * @param reader   the other program's user, who is granted what it may read of this one's schemas; none if there is no such
 *                 user
 * @param poolSize connections at most; exports hold one each for as long as they run
 */
@ConfigurationProperties("countersign.database")
public record DatabaseProperties(
        String url,
        String username,
        String password,
        @DefaultValue("") String reader,
        @DefaultValue("32") int poolSize) {
    public boolean isGiven() {
        return url != null && !url.isBlank();
    }
}
