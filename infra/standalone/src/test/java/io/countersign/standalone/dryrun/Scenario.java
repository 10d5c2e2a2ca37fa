package io.countersign.standalone.dryrun;

import io.countersign.policy.Rule;
import io.countersign.policy.Settings;
import io.countersign.standalone.support.RandomRules;
import io.countersign.standalone.support.RandomTransactions;
import io.countersign.standalone.support.SeededRandom;
import io.countersign.standalone.support.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to one or more tenants, in acts. What is told to one tenant can be told to another again. */
record Scenario(List<Act> acts) {
    /** @param tenants how many it is about */
    static Scenario any(SeededRandom chance, int tenants) {
        RandomTransactions txns = new RandomTransactions(chance, "t");
        return new Scenario(IntStream.range(0, chance.between(2, 3))
                .mapToObj(act -> Act.any(chance, txns, tenants))
                .toList());
    }

    /**
     * The same with the last act's books and settings in all acts.
     *
     * @param wholeBook of a chapter, with what is promoted in it
     */
    Scenario asOfItsEnd(Function<Chapter, List<Rule>> wholeBook) {
        Act last = acts.get(acts.size() - 1);
        return new Scenario(acts.stream()
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
        private static Act any(SeededRandom chance, RandomTransactions txns, int tenants) {
            return new Act(
                    new RandomRules(chance).rules(),
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
        private static Chapter any(SeededRandom chance, RandomTransactions txns) {
            RandomRules books = new RandomRules(chance);
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

        private static List<Verdict> verdicts(SeededRandom chance, List<Txn> decided) {
            List<Verdict> verdicts = new ArrayList<>();
            for (Txn txn : decided) {
                if (chance.oneIn(5)) {
                    verdicts.add(new Verdict(
                            txn.id(), chance.of(Verdict.Kind.values()), chance.of(RandomTransactions.ACCOUNTS)));
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
