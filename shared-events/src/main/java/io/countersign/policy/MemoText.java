package io.countersign.policy;

/** A text that stands somewhere in the memo, in whatever case. */
final class MemoText extends RulePattern {
    private final String text;

    MemoText(String text) {
        this.text = CaseFolding.folded(text);
    }

    @Override
    boolean matches(Transaction transaction) {
        return transaction.memo() != null
                && CaseFolding.folded(transaction.memo()).contains(text);
    }

    @Override
    void index(int rank, RuleIndex.Builder index) {
        index.byMemoLiteral(text, rank);
    }
}
