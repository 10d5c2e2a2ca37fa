package io.countersign.command.rules;

import io.countersign.command.rules.RuleBookCommand.AcceptCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeCandidate;
import io.countersign.command.rules.RuleBookCommand.ProposeMined;
import io.countersign.command.rules.RuleBookCommand.RejectCandidate;
import io.countersign.command.rules.RuleBookCommand.RollBackRules;
import io.countersign.events.rules.Candidate;
import io.countersign.events.rules.CandidateProposed;
import io.countersign.events.rules.CandidateRejected;
import io.countersign.events.rules.RulePromoted;
import io.countersign.events.rules.RulesImported;
import io.countersign.events.rules.RulesRolledBack;
import io.countersign.platform.web.ErrorCode;
import io.countersign.platform.web.ExpectedVersion;
import io.countersign.platform.web.Refusal;
import io.countersign.policy.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private static final String SCOPE = "acme";
    private static final Candidate DEPOT = candidate("c1", "office depot*", "6100");
    private static final Candidate RAIL = candidate("c2", "* rail", "6750");
    private static final Candidate DEPOT_ELSEWHERE = candidate("c3", "office depot*", "6900");
    private static final CandidateProposed PROPOSED = new CandidateProposed(SCOPE, DEPOT);
    private static final RulePromoted PROMOTED = promoted(1, DEPOT);

    private final FixtureConfiguration<RuleBook> fixture = new AggregateTestFixture<>(RuleBook.class);

    private static Candidate candidate(String id, String pattern, String account) {
        return new Candidate(
                id,
                Rule.Type.VENDOR_GLOB,
                pattern,
                account,
                null,
                null,
                null,
                new Candidate.Evidence(24, new BigDecimal("0.96"), null),
                null);
    }

    private static RulePromoted promoted(int version, Candidate candidate, String... replaced) {
        return new RulePromoted(SCOPE, version, candidate.candidateId(), candidate.rule(), List.of(replaced), null);
    }

    private static AcceptCandidate accept(Candidate candidate, boolean replace) {
        return new AcceptCandidate(SCOPE, candidate.candidateId(), replace, null, ExpectedVersion.ANY);
    }

    private static RollBackRules rollBack(int version) {
        return new RollBackRules(SCOPE, version, null, ExpectedVersion.ANY);
    }

    private static Matcher<Refusal> refusal(ErrorCode code) {
        return new CustomTypeSafeMatcher<>(code.wireName()) {
            @Override
            protected boolean matchesSafely(Refusal refusal) {
                return refusal.code() == code;
            }
        };
    }

    @Nested
    class a_proposed_rule {
        @Test
        void is_a_candidate() {
            fixture.givenNoPriorActivity()
                    .when(new ProposeCandidate(SCOPE, DEPOT))
                    .expectEvents(PROPOSED);
        }

        @Test
        void is_refused_while_its_pattern_is_pending() {
            fixture.given(PROPOSED)
                    .when(new ProposeCandidate(SCOPE, DEPOT_ELSEWHERE))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.CANDIDATE_PENDING));
        }

        @Test
        void is_welcome_again_once_the_other_is_rejected() {
            fixture.given(PROPOSED, new CandidateRejected(SCOPE, "c1", null))
                    .when(new ProposeCandidate(SCOPE, DEPOT_ELSEWHERE))
                    .expectEvents(new CandidateProposed(SCOPE, DEPOT_ELSEWHERE));
        }
    }

    @Nested
    class rules_that_were_mined {
        private final Candidate onMore = onLabels("c4", 36);
        private final Candidate onFew = onLabels("c5", 35);

        private Candidate onLabels(String id, int count) {
            return new Candidate(
                    id,
                    DEPOT.type(),
                    DEPOT.pattern(),
                    "6900",
                    null,
                    null,
                    null,
                    new Candidate.Evidence(count, BigDecimal.ONE, null),
                    null);
        }

        private ProposeMined mined(Candidate... candidates) {
            return new ProposeMined(SCOPE, List.of(candidates));
        }

        @Test
        void are_proposed_together() {
            fixture.givenNoPriorActivity()
                    .when(mined(DEPOT, RAIL))
                    .expectEvents(PROPOSED, new CandidateProposed(SCOPE, RAIL));
        }

        @Test
        void are_left_out_while_their_pattern_is_pending() {
            fixture.given(PROPOSED).when(mined(onMore, RAIL)).expectEvents(new CandidateProposed(SCOPE, RAIL));
        }

        @Test
        void are_left_out_while_their_pattern_is_in_the_book() {
            fixture.given(PROPOSED, PROMOTED).when(mined(onMore)).expectNoEvents();
        }

        @Test
        void are_left_out_after_a_rejection_unless_their_evidence_has_grown_by_half() {
            fixture.given(PROPOSED, new CandidateRejected(SCOPE, "c1", null))
                    .when(mined(onFew, onMore))
                    .expectEvents(new CandidateProposed(SCOPE, onMore));
        }

        @Test
        void are_left_out_likewise_if_the_rule_was_rolled_back() {
            fixture.given(PROPOSED, PROMOTED, new RulesRolledBack(SCOPE, 2, 0, List.of(), null))
                    .when(mined(onFew))
                    .expectNoEvents();
        }
    }

    @Nested
    class a_pending_candidate {
        @Test
        void becomes_a_rule_with_its_evidence_in_the_next_version() {
            fixture.given(PROPOSED)
                    .when(accept(DEPOT, false))
                    .expectEvents(PROMOTED)
                    .expectResultMessagePayload(new RuleBookChange(1, 0, null, false));
        }

        @Test
        void can_be_rejected() {
            fixture.given(PROPOSED)
                    .when(new RejectCandidate(SCOPE, "c1", "no", ExpectedVersion.ANY))
                    .expectEvents(new CandidateRejected(SCOPE, "c1", "no"));
        }

        @Test
        void is_refused_beside_the_same_pattern_with_another_account() {
            fixture.given(PROPOSED, PROMOTED, new CandidateProposed(SCOPE, DEPOT_ELSEWHERE))
                    .when(accept(DEPOT_ELSEWHERE, false))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.RULE_EXISTS));
        }

        @Test
        void takes_the_place_of_the_other_if_told_to() {
            fixture.given(PROPOSED, PROMOTED, new CandidateProposed(SCOPE, DEPOT_ELSEWHERE))
                    .when(accept(DEPOT_ELSEWHERE, true))
                    .expectEvents(promoted(2, DEPOT_ELSEWHERE, "rule-c1"));
        }

        @Test
        void is_not_accepted_into_another_version_than_expected() {
            fixture.given(PROPOSED, PROMOTED, new CandidateProposed(SCOPE, RAIL))
                    .when(new AcceptCandidate(SCOPE, "c2", false, null, new ExpectedVersion(Set.of(0L))))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.PRECONDITION_FAILED));
        }
    }

    @Nested
    class an_accepted_candidate {
        @Test
        void is_not_accepted_twice() {
            fixture.given(PROPOSED, PROMOTED)
                    .when(accept(DEPOT, false))
                    .expectNoEvents()
                    .expectResultMessagePayload(RuleBookChange.unchanged(1));
        }

        @Test
        void is_not_rejected_on_another_version_than_expected() {
            fixture.given(PROPOSED, PROMOTED, new CandidateProposed(SCOPE, RAIL))
                    .when(new RejectCandidate(SCOPE, "c2", null, new ExpectedVersion(Set.of(0L))))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.PRECONDITION_FAILED));
        }

        @Test
        void cannot_be_rejected() {
            fixture.given(PROPOSED, PROMOTED)
                    .when(new RejectCandidate(SCOPE, "c1", null, ExpectedVersion.ANY))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.CANDIDATE_ACCEPTED));
        }

        @Test
        void can_be_accepted_again_after_a_rollback() {
            fixture.given(PROPOSED, PROMOTED, new RulesRolledBack(SCOPE, 2, 0, List.of(), null))
                    .when(accept(DEPOT, false))
                    .expectEvents(promoted(3, DEPOT));
        }
    }

    @Nested
    class a_rejected_candidate {
        @Test
        void cannot_be_accepted() {
            fixture.given(PROPOSED, new CandidateRejected(SCOPE, "c1", null))
                    .when(accept(DEPOT, false))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.CANDIDATE_REJECTED));
        }

        @Test
        void is_not_rejected_twice() {
            fixture.given(PROPOSED, new CandidateRejected(SCOPE, "c1", null))
                    .when(new RejectCandidate(SCOPE, "c1", "again", ExpectedVersion.ANY))
                    .expectNoEvents()
                    .expectResultMessagePayload(RuleBookChange.unchanged(0));
        }
    }

    @Nested
    class a_pending_candidate_whose_rule_comes_by_import {
        private final RulesImported itsRule = new RulesImported(SCOPE, 1, List.of(DEPOT.rule()));

        @Test
        void is_pending_no_more() {
            fixture.given(PROPOSED, itsRule, new RulesImported(SCOPE, 2, List.of()))
                    .when(new ProposeCandidate(SCOPE, like(DEPOT)))
                    .expectEvents(new CandidateProposed(SCOPE, like(DEPOT)));
        }

        @Test
        void can_be_accepted_again_once_its_rule_is_gone() {
            fixture.given(PROPOSED, itsRule, new RulesImported(SCOPE, 2, List.of()))
                    .when(accept(DEPOT, false))
                    .expectEvents(promoted(3, DEPOT));
        }

        private Candidate like(Candidate it) {
            return new Candidate(
                    "cand-like",
                    it.type(),
                    it.pattern(),
                    it.account(),
                    it.amountMin(),
                    it.amountMax(),
                    it.department(),
                    it.evidence(),
                    null);
        }
    }

    @Nested
    class an_unknown_candidate {
        @Test
        void is_not_found() {
            fixture.given(PROPOSED)
                    .when(accept(RAIL, false))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.CANDIDATE_NOT_FOUND));
        }
    }

    @Nested
    class a_rollback {
        @Test
        void brings_back_exactly_the_old_rules_as_a_new_version() {
            fixture.registerInjectableResource(new VersionHistory(fixture.getEventStore()));
            fixture.given(PROPOSED, PROMOTED, new CandidateProposed(SCOPE, RAIL), promoted(2, RAIL))
                    .when(rollBack(1))
                    .expectEvents(new RulesRolledBack(SCOPE, 3, 1, List.of(DEPOT.rule()), null));
        }

        @Test
        void goes_back_to_the_empty_book_too() {
            fixture.registerInjectableResource(new VersionHistory(fixture.getEventStore()));
            fixture.given(PROPOSED, PROMOTED)
                    .when(rollBack(0))
                    .expectEvents(new RulesRolledBack(SCOPE, 2, 0, List.of(), null));
        }

        @Test
        void sees_past_an_import_and_another_rollback() {
            fixture.registerInjectableResource(new VersionHistory(fixture.getEventStore()));
            fixture.given(
                            PROPOSED,
                            PROMOTED,
                            new RulesImported(SCOPE, 2, List.of(RAIL.rule())),
                            new RulesRolledBack(SCOPE, 3, 1, List.of(DEPOT.rule()), null))
                    .when(rollBack(2))
                    .expectEvents(new RulesRolledBack(SCOPE, 4, 2, List.of(RAIL.rule()), null));
        }

        @Test
        void to_the_same_rules_changes_nothing() {
            fixture.registerInjectableResource(new VersionHistory(fixture.getEventStore()));
            fixture.given(PROPOSED, PROMOTED)
                    .when(rollBack(1))
                    .expectNoEvents()
                    .expectResultMessagePayload(RuleBookChange.unchanged(1));
        }

        @Test
        void to_a_version_that_never_was_is_refused() {
            fixture.registerInjectableResource(new VersionHistory(fixture.getEventStore()));
            fixture.given(PROPOSED, PROMOTED)
                    .when(rollBack(2))
                    .expectNoEvents()
                    .expectException(refusal(ErrorCode.VERSION_NOT_FOUND));
        }
    }
}
