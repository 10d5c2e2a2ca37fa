package io.countersign.query.integrity;

import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Shows a warning while an integrity check finds differences. The program continues and stays ready. */
@Component("integrityHealthIndicator")
class IntegrityHealth extends AbstractHealthIndicator {
    private static final Status WARNING = new Status("WARNING");

    private final IntegrityView view;

    IntegrityHealth(IntegrityView view) {
        super("The results of the integrity checks can't be read");
        this.view = view;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<IntegrityResult> different =
                view.results().stream().filter(result -> !result.ok()).toList();
        health.status(different.isEmpty() ? Status.UP : WARNING);
        different.forEach(result -> health.withDetail(result.name(), result.differences()));
    }
}
