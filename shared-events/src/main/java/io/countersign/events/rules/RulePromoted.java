package io.countersign.events.rules;

import io.countersign.policy.Rule;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A candidate's rule came into the book, as a new version.
 *
 * @param version  of the book from here on, one more than before
 * @param replaced ids of the rules with the same pattern that left the book for it
 * @param reason   null if none was given
 */
@Revision("1")
public record RulePromoted(
        String scope,
        int version,
        String candidateId,
        Rule rule,
        List<String> replaced,
        @Nullable String reason) implements RuleBookEvent {
    public RulePromoted {
        replaced = List.copyOf(replaced);
    }
}
