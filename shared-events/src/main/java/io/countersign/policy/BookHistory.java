package io.countersign.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * All versions of a rule book, compiled together: finds the rule that held for a transaction in any of them, as
 * {@link RuleMatcher} of that version does. Immutable, and safe for any number of threads.
 */
public final class BookHistory {
    private static final Comparator<Term> FIRST_TO_LAST = Comparator.comparing(Term::rule, RuleOrder.FIRST_TO_LAST);

    private final String scope;
    private final IntPredicate[] versions;
    private final CompiledBook book;

    private BookHistory(String scope, List<Term> terms) {
        this.scope = scope;
        this.versions = terms.stream().map(Term::versions).toArray(IntPredicate[]::new);
        this.book = CompiledBook.of(terms.stream().map(Term::rule).toList());
    }

    /**
     * A rule and the versions that have it.
     *
     * @param versions by their numbers
     */
    public record Term(Rule rule, IntPredicate versions) {}

    /**
     * @param scope {@code firm} or a tenant's identifier
     * @param terms in any order; in no version two of the same identifier
     */
    public static BookHistory compile(String scope, List<Term> terms) {
        return new BookHistory(scope, terms.stream().sorted(FIRST_TO_LAST).toList());
    }

    /** The first rule of that version that matches. */
    public Optional<RuleMatch> match(Transaction transaction, int version) {
        return book.first(transaction, rank -> versions[rank].test(version)).map(first -> first.in(scope, version));
    }
}
