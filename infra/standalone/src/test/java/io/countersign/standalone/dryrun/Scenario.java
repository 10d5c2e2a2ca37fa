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

/** Books, settings, transactions and verdicts of one or more tenants, in acts. It can be played again to other tenants. */
record Scenario(List<Act> acts) {
    /** @param tenants how many it is about */
    static Scenario any(SeededRandom random, int tenants) {
        RandomTransactions txns = new RandomTransactions(random, "t");
        return new Scenario(IntStream.range(0, random.between(2, 3))
                .mapToObj(act -> Act.any(random, txns, tenants))
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
        private static Act any(SeededRandom random, RandomTransactions txns, int tenants) {
            return new Act(
                    new RandomRules(random).rules(),
                    Stream.generate(() -> Chapter.any(random, txns))
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
        private static Chapter any(SeededRandom random, RandomTransactions txns) {
            RandomRules books = new RandomRules(random);
            List<Txn> toDecide =
                    Stream.generate(txns::toDecide).limit(random.between(6, 30)).toList();
            return new Chapter(
                    books.settings(),
                    books.rules(),
                    random.oneIn(3) ? books.candidate() : null,
                    Stream.generate(txns::booked).limit(random.between(10, 30)).toList(),
                    toDecide,
                    verdicts(random, toDecide));
        }

        private Chapter under(Chapter other, Function<Chapter, List<Rule>> wholeBook) {
            return new Chapter(other.settings, wholeBook.apply(other), null, history, toDecide, verdicts);
        }

        private static List<Verdict> verdicts(SeededRandom random, List<Txn> decided) {
            List<Verdict> verdicts = new ArrayList<>();
            for (Txn txn : decided) {
                if (random.oneIn(5)) {
                    verdicts.add(new Verdict(
                            txn.id(), random.of(Verdict.Kind.values()), random.of(RandomTransactions.ACCOUNTS)));
                }
            }
            return verdicts;
        }
    }

    /**
     * What a person does about a decision.
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
