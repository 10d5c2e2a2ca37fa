package io.countersign.standalone;

import io.countersign.embedded.EmbeddedPostgresException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints why PostgreSQL doesn't start, such as who else holds the data directory, instead of a stack trace. */
final class EmbeddedPostgresAnalyzer extends AbstractFailureAnalyzer<EmbeddedPostgresException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, EmbeddedPostgresException cause) {
        return new FailureAnalysis(cause.getMessage(), null, failure);
    }
}
