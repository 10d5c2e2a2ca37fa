package io.countersign.command.audit;

import io.countersign.command.audit.ExportCommand.AbortExport;
import io.countersign.command.audit.ExportCommand.FinishExport;
import io.countersign.command.audit.ExportCommand.StartExport;
import io.countersign.events.audit.AuditExportAborted;
import io.countersign.events.audit.AuditExportFinished;
import io.countersign.events.audit.AuditExported;
import io.countersign.platform.web.Refusal;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditExportTest {
    private static final AuditExported STARTED =
            new AuditExported("e1", "csv", Map.of("action", List.of("reviewed", "approved")), List.of("pilot-acme"));

    private final FixtureConfiguration<AuditExport> fixture = new AggregateTestFixture<>(AuditExport.class);

    @Test
    void a_new_export_is_recorded_with_who_may_see_what() {
        fixture.givenNoPriorActivity()
                .when(new StartExport("e1", "csv", STARTED.filters(), STARTED.tenants()))
                .expectEvents(STARTED);
    }

    @Nested
    class a_started_export {
        @Test
        void can_finish() {
            fixture.given(STARTED).when(new FinishExport("e1", 12)).expectEvents(new AuditExportFinished("e1", 12));
        }

        @Test
        void can_break_off() {
            fixture.given(STARTED)
                    .when(new AbortExport("e1", 7, "client_gone"))
                    .expectEvents(new AuditExportAborted("e1", 7, "client_gone"));
        }

        @Test
        void cannot_be_started_again() {
            fixture.given(STARTED)
                    .when(new StartExport("e1", "csv", STARTED.filters(), STARTED.tenants()))
                    .expectNoEvents();
        }
    }

    @Nested
    class an_ended_export {
        @Test
        void says_nothing_when_it_ends_the_same_way_again() {
            fixture.given(STARTED, new AuditExportFinished("e1", 12))
                    .when(new FinishExport("e1", 12))
                    .expectNoEvents()
                    .expectSuccessfulHandlerExecution();
        }

        @Test
        void cannot_end_in_another_way() {
            fixture.given(STARTED, new AuditExportFinished("e1", 12))
                    .when(new AbortExport("e1", 12, "failure"))
                    .expectNoEvents()
                    .expectException(Refusal.class);
        }

        @Test
        void cannot_end_with_another_number_of_rows() {
            fixture.given(STARTED, new AuditExportAborted("e1", 7, "failure"))
                    .when(new AbortExport("e1", 8, "failure"))
                    .expectNoEvents()
                    .expectException(Refusal.class);
        }
    }
}
