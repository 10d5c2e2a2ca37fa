package io.countersign.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.axonframework.common.jdbc.JdbcException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;

class StoreUnavailableTest {
    @Test
    void is_why_a_commit_broke_off_and_could_not_even_be_rolled_back() {
        assertThat(StoreUnavailable.is(new TransactionSystemException("JDBC rollback failed")))
                .isTrue();
    }

    @Test
    void is_why_a_connection_is_no_good_any_more() {
        assertThat(StoreUnavailable.is(failed(new SQLException("reset", "08006"))))
                .isTrue();
        assertThat(StoreUnavailable.is(failed(new SQLException("the database is shutting down", "57P01"))))
                .isTrue();
        assertThat(StoreUnavailable.is(failed(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void is_not_why_a_statement_was_refused() {
        assertThat(StoreUnavailable.is(failed(new SQLException("syntax error", "42601"))))
                .isFalse();
        assertThat(StoreUnavailable.is(failed(new SQLException("The statement has been closed"))))
                .isFalse();
        assertThat(StoreUnavailable.is(new DataIntegrityViolationException("twice")))
                .isFalse();
    }

    private static Exception failed(SQLException cause) {
        return new JdbcException("Failed", cause);
    }
}
