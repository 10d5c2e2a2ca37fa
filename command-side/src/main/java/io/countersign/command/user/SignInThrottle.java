package io.countersign.command.user;

import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: 5 failures in 300 s from one network address at one e-mail address block the two for 900 s.
 * Counted in the database, so for all nodes together. Whether there is such a user makes no difference.
 */
@Component
class SignInThrottle {
    private static final int FAILURES = 5;

    private final JdbcClient jdbc;

    SignInThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.countersign.platform.web.Refusal with the time to wait, if the two are blocked */
    void mustBeOpen(String address, byte[] emailHmac) {
        jdbc.sql("""
                        select ceil(extract(epoch from blocked_until - now()))::int
                        from command_side.login_failure
                        where address = :address and email_hmac = :email and blocked_until > now()
                        """)
                .param("address", address)
                .param("email", emailHmac)
                .query(Integer.class)
                .optional()
                .ifPresent(seconds -> {
                    throw ErrorCode.TOO_MANY_ATTEMPTS
                            .because("Too many failed attempts; try again in %s s".formatted(seconds))
                            .retryAfter(Duration.ofSeconds(seconds));
                });
    }

    void failed(String address, byte[] emailHmac) {
        jdbc.sql("""
                        insert into command_side.login_failure as known (address, email_hmac, failed_at)
                        values (:address, :email, array[now()])
                        on conflict (address, email_hmac) do update
                            set failed_at = now() || array(
                                select at from unnest(known.failed_at) at where at > now() - interval '300 s')
                        """)
                .param("address", address)
                .param("email", emailHmac)
                .update();
        jdbc.sql("""
                        update command_side.login_failure
                        set blocked_until = now() + interval '900 s', failed_at = '{}'
                        where address = :address and email_hmac = :email and cardinality(failed_at) >= :failures
                        """)
                .param("address", address)
                .param("email", emailHmac)
                .param("failures", FAILURES)
                .update();
    }

    void succeeded(String address, byte[] emailHmac) {
        jdbc.sql("delete from command_side.login_failure where address = :address and email_hmac = :email")
                .param("address", address)
                .param("email", emailHmac)
                .update();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void forgetOld() {
        jdbc.sql("""
                        delete from command_side.login_failure
                        where (blocked_until is null or blocked_until < now())
                          and (failed_at = '{}' or failed_at[1] < now() - interval '300 s')
                        """).update();
    }
}
