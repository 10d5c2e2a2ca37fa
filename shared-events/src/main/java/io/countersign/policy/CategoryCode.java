package io.countersign.policy;

/** A merchant category code, ISO 18245. */
final class CategoryCode extends RulePattern {
    private final String code;

    CategoryCode(String code) {
        this.code = code;
    }

    @Override
    boolean matches(Transaction transaction) {
        return code.equals(transaction.mcc());
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        index.byMcc(code, rank);
    }
}
