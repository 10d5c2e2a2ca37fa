package io.countersign.command.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.EventJson;
import io.countersign.platform.store.LostRace;
import io.countersign.platform.store.StoreUnavailable;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.FieldError;
import io.countersign.platform.web.Refusal;
import java.time.Duration;
import java.util.List;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class CommandFailureTest {
    private static final Jackson3Serializer SERIALIZER = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(EventJson::configure)
            .build();

    /** As the connector does it: the details go along, and make another exception where they arrive. */
    private static RuntimeException told(Throwable failure) {
        Object details = CommandFailure.toRemote(failure).getDetails().orElseThrow();
        Object arrived = SERIALIZER.deserialize(SERIALIZER.serialize(details, byte[].class));
        return CommandFailure.in(new CommandExecutionException("from elsewhere", null, arrived))
                .orElseThrow()
                .toException();
    }

    @Test
    void a_refusal_is_the_same_one() {
        Refusal sent = Refusal.invalid(List.of(new FieldError("a", "is bad"), new FieldError("b", "is worse")))
                .retryAfter(Duration.ofMillis(1_500));

        assertThat(told(sent)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refusal).hasMessage(sent.getMessage());
            assertThat(refusal.errors()).isEqualTo(sent.errors());
            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(1_500));
            assertThat(refusal.replayed()).isFalse();
        });
    }

    @Test
    void a_refusal_that_was_kept_says_so() {
        Refusal kept = Refusal.again(ErrorCode.TENANT_EXISTS, "There is one", List.of());

        assertThat(told(kept))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.replayed()).isTrue());
    }

    @Test
    void who_lost_a_race_tries_again() {
        assertThat(LostRace.is(told(new ConcurrencyException("first come")))).isTrue();
        assertThat(LostRace.is(told(new CannotAcquireLockException("deadlock"))))
                .isTrue();
        assertThat(LostRace.is(told(ErrorCode.CONCURRENT_CHANGE.because("by now"))))
                .isFalse();
    }

    @Test
    void an_aggregate_that_is_not_there_is_named() {
        assertThat(told(new AggregateNotFoundException("decision:a", "not found")))
                .isInstanceOfSatisfying(
                        AggregateNotFoundException.class,
                        none -> assertThat(none.getAggregateIdentifier()).isEqualTo("decision:a"));
    }

    @Test
    void a_store_that_is_away_there_is_away() {
        assertThat(told(new CannotGetJdbcConnectionException("gone"))).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void anything_else_is_a_fault() {
        RuntimeException fault = told(new ArithmeticException("by zero"));

        assertThat(fault).isInstanceOf(IllegalStateException.class).hasMessageContaining("by zero");
        assertThat(StoreUnavailable.is(fault)).isFalse();
        assertThat(LostRace.is(fault)).isFalse();
    }

    @Test
    void what_another_node_told_is_passed_on() {
        CommandExecutionException first = CommandFailure.toRemote(ErrorCode.TENANT_EXISTS.because("There is one"));

        assertThat(CommandFailure.toRemote(first)).isSameAs(first);
    }
}
