package io.countersign.standalone.dryrun;

import io.countersign.policy.Rule;
import io.countersign.policy.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A change, as if it had been in force all along. */
interface HypotheticalChange {
    /** Nothing changes. */
    HypotheticalChange NOTHING = new HypotheticalChange() {};

    default Settings settings(Settings told) {
        return told;
    }

    default List<Rule> firmBook(List<Rule> told) {
        return told;
    }

    default List<Rule> tenantBook(List<Rule> told) {
        return told;
    }

    /** Other settings; null leaves one as it was told. */
    record OtherSettings(Boolean enabled, BigDecimal threshold, BigDecimal cap, Integer labels)
            implements HypotheticalChange {
        @Override
        public Settings settings(Settings told) {
            return new Settings(
                    enabled == null ? told.autopostEnabled() : enabled,
                    threshold == null ? told.autopostThreshold() : threshold,
                    cap == null ? told.llmTenantCapUsd() : cap,
                    labels == null ? told.coldStartMinLabels() : labels);
        }
    }

    /** More rules, in place of those with the same patterns. */
    record Promoted(boolean firm, List<Rule> rules) implements HypotheticalChange {
        @Override
        public List<Rule> firmBook(List<Rule> told) {
            return firm ? with(told, rules) : told;
        }

        @Override
        public List<Rule> tenantBook(List<Rule> told) {
            return firm ? told : with(told, rules);
        }

        static List<Rule> with(List<Rule> book, List<Rule> rules) {
            List<Rule> merged = new ArrayList<>(book);
            merged.removeIf(old -> rules.stream().anyMatch(rule -> isSamePattern(old, rule)));
            merged.addAll(rules);
            return merged;
        }

        private static boolean isSamePattern(Rule one, Rule other) {
            return one.type() == other.type()
                    && one.pattern().equals(other.pattern())
                    && String.valueOf(one.amountMin()).equals(String.valueOf(other.amountMin()))
                    && String.valueOf(one.amountMax()).equals(String.valueOf(other.amountMax()))
                    && String.valueOf(one.department()).equals(String.valueOf(other.department()));
        }
    }

    /** The rules of some version, whatever the book was. */
    record Restored(boolean firm, List<Rule> rules) implements HypotheticalChange {
        @Override
        public List<Rule> firmBook(List<Rule> told) {
            return firm ? rules : told;
        }

        @Override
        public List<Rule> tenantBook(List<Rule> told) {
            return firm ? told : rules;
        }
    }
}
