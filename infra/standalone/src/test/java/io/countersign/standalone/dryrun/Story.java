package io.countersign.standalone.dryrun;

import io.countersign.policy.Rule;
import io.countersign.policy.Settings;
import io.countersign.standalone.support.AnyBook;
import io.countersign.standalone.support.AnyTxn;
import io.countersign.standalone.support.Chance;
import io.countersign.standalone.support.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to one or more tenants, in acts. What is told to one tenant can be told to another again. */
record Story(List<Act> acts) {
    /** @param tenants how many it is about */
    static Story any(Chance chance, int tenants) {
        AnyTxn txns = new AnyTxn(chance, "t");
        return new Story(IntStream.range(0, chance.between(2, 3))
                .mapToObj(act -> Act.any(chance, txns, tenants))
                .toList());
    }

    /**
     * The same with the last act's books and settings in all acts.
     *
     * @param wholeBook of a chapter, with what is promoted in it
     */
    Story asOfItsEnd(Function<Chapter, List<Rule>> wholeBook) {
        Act last = acts.get(acts.size() - 1);
        return new Story(acts.stream()
                .map(act -> new Act(
                        last.firmBook(),
                        IntStream.range(0, act.chapters().size())
                                .mapToObj(tenant -> act.chapters()
                                        .get(tenant)
                                        .under(last.chapters().get(tenant), wholeBook))
                                .toList()))
                .toList());
    }

    /** @param firmBook in force while it lasts */
    record Act(List<Rule> firmBook, List<Chapter> chapters) {
        private static Act any(Chance chance, AnyTxn txns, int tenants) {
            return new Act(
                    new AnyBook(chance).rules(),
                    Stream.generate(() -> Chapter.any(chance, txns))
                            .limit(tenants)
                            .toList());
        }
    }

    /**
     * One tenant's part of an act, in this order.
     *
     * @param promoted is proposed and accepted on top of the book; null for none
     */
    record Chapter(
            Settings settings,
            List<Rule> book,
            Rule promoted,
            List<Txn> history,
            List<Txn> toDecide,
            List<Verdict> verdicts) {
        private static Chapter any(Chance chance, AnyTxn txns) {
            AnyBook books = new AnyBook(chance);
            List<Txn> toDecide =
                    Stream.generate(txns::toDecide).limit(chance.between(6, 30)).toList();
            return new Chapter(
                    books.settings(),
                    books.rules(),
                    chance.oneIn(3) ? books.candidate() : null,
                    Stream.generate(txns::booked).limit(chance.between(10, 30)).toList(),
                    toDecide,
                    verdicts(chance, toDecide));
        }

        private Chapter under(Chapter other, Function<Chapter, List<Rule>> wholeBook) {
            return new Chapter(other.settings, wholeBook.apply(other), null, history, toDecide, verdicts);
        }

        private static List<Verdict> verdicts(Chance chance, List<Txn> decided) {
            List<Verdict> verdicts = new ArrayList<>();
            for (Txn txn : decided) {
                if (chance.oneIn(5)) {
                    verdicts.add(new Verdict(txn.id(), chance.of(Verdict.Kind.values()), chance.of(AnyTxn.ACCOUNTS)));
                }
            }
            return verdicts;
        }
    }

    /**
     * What a person makes of a decision.
     *
     * @param account for a correction
     */
    record Verdict(String txn, Kind kind, String account) {
        enum Kind {
            APPROVE,
            CORRECT,
            REJECT
        }
    }
}
