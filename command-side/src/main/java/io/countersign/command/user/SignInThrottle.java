package io.countersign.command.user;

import io.countersign.platform.web.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: 5 failures in 300 s from one place for one e-mail address block the two for 900 s. A place is a
 * network address, or else the form where users change their own passwords. Counted in the database, so for all nodes
 * together. Whether there is such a user makes no difference.
 */
@Component
class SignInThrottle {
    private static final int FAILURES = 5;
    /** Entries a minute at most on one user, from however many places. */
    private static final int OF_A_USER = 60;
    /** The most entries a minute on unknown e-mail addresses: a client can try any number of them. */
    private static final int OF_NOBODY = 60;
    /** The same from one place. */
    private static final int OF_NOBODY_FROM_A_PLACE = 10;

    private final JdbcClient jdbc;

    SignInThrottle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws io.countersign.platform.web.Refusal with the time to wait, if the two are blocked */
    void mustBeOpen(String place, byte[] emailHmac) {
        jdbc.sql("""
                        select ceil(extract(epoch from blocked_until - now()))::int
                        from command_side.login_failure
                        where address = :place and email_hmac = :email and blocked_until > now()
                        """)
                .param("place", place)
                .param("email", emailHmac)
                .query(Integer.class)
                .optional()
                .ifPresent(seconds -> {
                    throw ErrorCode.TOO_MANY_ATTEMPTS
                            .because("Too many failed attempts. Try again in %s, or ask an owner for help"
                                    .formatted(inMinutes(seconds)))
                            .retryAfter(Duration.ofSeconds(seconds));
                });
    }

    private static String inMinutes(int seconds) {
        int minutes = (seconds + 59) / 60;
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /** Counts a failure; when the two are blocked until, if this was one too many. */
    Optional<Instant> failed(String place, byte[] emailHmac, boolean isKnown) {
        jdbc.sql("""
                        insert into command_side.login_failure as known
                            (address, email_hmac, failed_at, is_known, not_entered)
                        values (:place, :email, array[now()], :known, 1)
                        on conflict (address, email_hmac) do update
                            set failed_at = now() || array(
                                    select at from unnest(known.failed_at) at where at > now() - interval '300 s'),
                                is_known = excluded.is_known,
                                not_entered = known.not_entered + 1
                        """)
                .param("place", place)
                .param("email", emailHmac)
                .param("known", isKnown)
                .update();
        return jdbc.sql("""
                        update command_side.login_failure
                        set blocked_until = now() + interval '900 s', failed_at = '{}'
                        where address = :place and email_hmac = :email and cardinality(failed_at) >= :failures
                        returning blocked_until
                        """)
                .param("place", place)
                .param("email", emailHmac)
                .param("failures", FAILURES)
                .query((row, n) ->
                        row.getObject("blocked_until", OffsetDateTime.class).toInstant())
                .optional();
    }

    /**
     * Whether to make an entry on the failures, and then how many it stands for. It is due once a minute, and at a block. Of
     * several who ask at once, on any node, one is told to make it.
     */
    Optional<Integer> takeEntry(String place, byte[] emailHmac, boolean isBlock) {
        return jdbc.sql("""
                        with due as (
                            select address, email_hmac, not_entered
                            from command_side.login_failure asked
                            where address = :place and email_hmac = :email and not_entered > 0
                              and (:block or entered_at is null or entered_at <= now() - interval '60 s')
                              and case when is_known
                                       then (select count(*) from command_side.login_failure of_user
                                             where of_user.email_hmac = asked.email_hmac
                                               and of_user.entered_at > now() - interval '60 s') < :ofUser
                                       else (select count(*) < :ofNobody
                                                and count(*) filter (where of_nobody.address = asked.address) < :fromPlace
                                             from command_side.login_failure of_nobody
                                             where not of_nobody.is_known
                                               and of_nobody.entered_at > now() - interval '60 s') end
                            for update)
                        update command_side.login_failure entered
                        set entered_at = now(), not_entered = 0
                        from due
                        where entered.address = due.address and entered.email_hmac = due.email_hmac
                        returning due.not_entered
                        """)
                .param("place", place)
                .param("email", emailHmac)
                .param("block", isBlock)
                .param("ofUser", OF_A_USER)
                .param("ofNobody", OF_NOBODY)
                .param("fromPlace", OF_NOBODY_FROM_A_PLACE)
                .query(Integer.class)
                .optional();
    }

    /** Forgets the failures, but not when there was an entry on them. */
    void succeeded(String place, byte[] emailHmac) {
        jdbc.sql("""
                        update command_side.login_failure
                        set failed_at = '{}', blocked_until = null
                        where address = :place and email_hmac = :email
                        """).param("place", place).param("email", emailHmac).update();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void forgetOld() {
        jdbc.sql("""
                        delete from command_side.login_failure
                        where (blocked_until is null or blocked_until < now())
                          and (failed_at = '{}' or failed_at[1] < now() - interval '300 s')
                          and (entered_at is null or entered_at < now() - interval '60 s')
                        """).update();
    }
}
