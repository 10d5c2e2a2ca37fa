package io.countersign.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.command.decision.DecisionCommand.ApproveDecision;
import io.countersign.command.decision.DecisionCommand.CorrectDecision;
import io.countersign.command.decision.DecisionCommand.RejectDecision;
import io.countersign.events.decision.DecisionApproved;
import io.countersign.events.decision.DecisionCorrected;
import io.countersign.events.decision.DecisionRejected;
import io.countersign.events.decision.TransactionDecided;
import io.countersign.events.decision.TransactionImported;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.AmountStatistics;
import io.countersign.policy.DecisionInputs;
import io.countersign.policy.DecisionPolicy;
import io.countersign.policy.Proposal;
import io.countersign.policy.TenantId;
import io.countersign.policy.Tier;
import io.countersign.policy.Transaction;
import io.countersign.policy.TxnId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TxnId TXN = new TxnId("txn-1");
    private static final BigDecimal AMOUNT = new BigDecimal("12.5");
    private static final Instant AFTERNOON = Instant.parse("2026-03-02T15:04:05Z");
    private static final BigDecimal P = new BigDecimal("0.97");
    private static final Transaction TRANSACTION = new Transaction(
            TXN, LocalDate.of(2026, 3, 1), "Office Depot, Inc.", "office depot", AMOUNT, "USD", null, null, null);

    private final FixtureConfiguration<Decision> fixture = new AggregateTestFixture<>(Decision.class);

    private static TransactionDecided decided(Proposal proposal) {
        DecisionInputs inputs = new DecisionInputs(
                TRANSACTION,
                proposal,
                null,
                Tier.PRO.defaults(),
                null,
                BigDecimal.ZERO,
                AmountStatistics.NONE,
                0,
                0,
                null);
        return new TransactionDecided(ACME, inputs, DecisionPolicy.decide(inputs));
    }

    private static final TransactionDecided DECIDED = decided(new Proposal("6420", P, Proposal.Source.ML, null, null));
    private static final DecisionApproved APPROVED =
            new DecisionApproved(ACME, TXN, "office depot", AMOUNT, "USD", "6420", P, null);
    private static final DecisionCorrected CORRECTED =
            new DecisionCorrected(ACME, TXN, "office depot", AMOUNT, "USD", "6420", "6430", P, "wrong one");
    private static final DecisionRejected REJECTED =
            new DecisionRejected(ACME, TXN, "office depot", AMOUNT, "USD", "6420", P, "not ours");

    private static Matcher<Throwable> refusal(ErrorCode code, String... words) {
        return new CustomMatcher<>("a refusal with the code " + code) {
            @Override
            public boolean matches(Object thrown) {
                return thrown instanceof Refusal refused
                        && refused.code() == code
                        && Stream.of(words).allMatch(refused.getMessage()::contains);
            }
        };
    }

    private static EventMessage<?> byOwner(Object event) {
        return GenericEventMessage.asEventMessage(event).andMetaData(Map.of("user_id", "user-owner"));
    }

    static Stream<Object> settlements() {
        return Stream.of(
                new ApproveDecision(ACME, TXN, null),
                new CorrectDecision(ACME, TXN, "6430", "wrong one"),
                new RejectDecision(ACME, TXN, "not ours"));
    }

    @Nested
    class an_open_decision {
        @Test
        void can_be_approved() {
            fixture.given(DECIDED)
                    .when(new ApproveDecision(ACME, TXN, null))
                    .expectEvents(APPROVED)
                    .expectResultMessagePayload(new SettledDecision("approved", "6420"));
        }

        @Test
        void can_be_corrected() {
            fixture.given(DECIDED)
                    .when(new CorrectDecision(ACME, TXN, "6430", "wrong one"))
                    .expectEvents(CORRECTED)
                    .expectResultMessagePayload(new SettledDecision("corrected", "6430"));
        }

        @Test
        void corrected_to_the_account_that_it_has_is_approved() {
            fixture.given(DECIDED)
                    .when(new CorrectDecision(ACME, TXN, "6420", "right after all"))
                    .expectEvents(new DecisionApproved(
                            ACME, TXN, "office depot", AMOUNT, "USD", "6420", P, "right after all"))
                    .expectResultMessagePayload(new SettledDecision("approved", "6420"));
        }

        @Test
        void can_be_rejected() {
            fixture.given(DECIDED)
                    .when(new RejectDecision(ACME, TXN, "not ours"))
                    .expectEvents(REJECTED)
                    .expectResultMessagePayload(new SettledDecision("rejected", null));
        }
    }

    @Nested
    class a_decision_without_an_account {
        @Test
        void has_nothing_to_approve() {
            fixture.given(decided(null))
                    .when(new ApproveDecision(ACME, TXN, null))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.NOTHING_TO_APPROVE, "txn-1"));
        }

        @Test
        void can_be_given_one() {
            fixture.given(decided(null))
                    .when(new CorrectDecision(ACME, TXN, "6430", null))
                    .expectEvents(new DecisionCorrected(
                            ACME, TXN, "office depot", AMOUNT, "USD", null, "6430", BigDecimal.ZERO, null));
        }
    }

    @Nested
    class a_settled_decision {
        @ParameterizedTest
        @MethodSource("io.countersign.command.decision.DecisionTest#settlements")
        void stays_as_it_was_approved(Object command) {
            fixture.givenCurrentTime(AFTERNOON)
                    .andGiven(DECIDED, byOwner(APPROVED))
                    .when(command)
                    .expectNoEvents()
                    .expectException(refusal(
                            ErrorCode.ALREADY_SETTLED,
                            "txn-1 was settled by user-owner as approved on 2026-03-02 at 15:04 UTC"));
        }

        @ParameterizedTest
        @MethodSource("io.countersign.command.decision.DecisionTest#settlements")
        void stays_as_it_was_corrected(Object command) {
            fixture.givenCurrentTime(AFTERNOON)
                    .andGiven(DECIDED, byOwner(CORRECTED))
                    .when(command)
                    .expectNoEvents()
                    .expectException(refusal(
                            ErrorCode.ALREADY_SETTLED,
                            "txn-1 was settled by user-owner as corrected on 2026-03-02 at 15:04 UTC"));
        }

        @ParameterizedTest
        @MethodSource("io.countersign.command.decision.DecisionTest#settlements")
        void stays_as_it_was_rejected(Object command) {
            fixture.givenCurrentTime(AFTERNOON)
                    .andGiven(DECIDED, byOwner(REJECTED))
                    .when(command)
                    .expectNoEvents()
                    .expectException(refusal(
                            ErrorCode.ALREADY_SETTLED,
                            "txn-1 was settled by user-owner as rejected on 2026-03-02 at 15:04 UTC"));
        }
    }

    @ParameterizedTest
    @MethodSource("settlements")
    void an_import_is_no_decision(Object command) {
        fixture.given(new TransactionImported(ACME, TRANSACTION, "6420", null))
                .when(command)
                .expectNoEvents()
                .expectException(refusal(ErrorCode.NOT_A_DECISION, "txn-1"));
    }

    @ParameterizedTest
    @MethodSource("settlements")
    void what_was_never_sent_is_unknown(Object command) {
        fixture.givenNoPriorActivity().when(command).expectNoEvents().expectException(AggregateNotFoundException.class);
    }

    @Test
    void no_two_pairs_of_tenant_and_transaction_share_an_id() {
        assertThat(Decision.idOf(new TenantId("a"), new TxnId("b.c")))
                .isNotEqualTo(Decision.idOf(new TenantId("a.b"), new TxnId("c")));
        assertThat(Decision.idOf(new TenantId("a"), new TxnId("b:c")))
                .isNotEqualTo(Decision.idOf(new TenantId("a:b"), new TxnId("c")));
    }
}
