package io.countersign.policy;

import static io.countersign.policy.VendorNormalizer.normalize;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorNormalizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Office Depot, Inc.      | office depot",
                "'WALGREENS #1234'       | walgreens",
                "POS PURCHASE AMAZON.COM | amazoncom",
                "Stripe LLC              | stripe",
                "Café Émoji ☕            | cafe emoji",
                "Walmart Store 456       | walmart",
                "'TARGET #0789'          | target",
                "McDonald's Corp.        | mcdonalds",
                "Starbucks Location 123  | starbucks",
                "'CVS/pharmacy #4567'    | cvspharmacy",
                "WEB AUTH NETFLIX.COM    | netflixcom"
            })
    void the_known_pairs_hold(String vendor, String normalized) {
        assertThat(normalize(vendor)).isEqualTo(normalized);
    }

    @Nested
    class words_of_the_card_network {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "pos",
                    "purchase",
                    "web",
                    "auth",
                    "authorization",
                    "debit",
                    "credit",
                    "card",
                    "txn",
                    "transaction",
                    "payment",
                    "sale"
                })
        void are_dropped_wherever_they_stand(String word) {
            assertThat(normalize(word.toUpperCase(Locale.ROOT) + " Acme " + word + " Tools " + word))
                    .isEqualTo("acme tools");
        }

        @Test
        void stay_as_part_of_another_word() {
            assertThat(normalize("Postal Webshop Cardinal Salesforce")).isEqualTo("postal webshop cardinal salesforce");
        }
    }

    @Nested
    class words_of_company_law {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "inc",
                    "llc",
                    "co",
                    "corp",
                    "corporation",
                    "company",
                    "ltd",
                    "limited",
                    "plc",
                    "sa",
                    "nv",
                    "bv",
                    "gmbh",
                    "incorporated",
                    "dba",
                    "aka",
                    "fka"
                })
        void are_dropped(String word) {
            assertThat(normalize("Acme " + word.toUpperCase(Locale.ROOT) + ".")).isEqualTo("acme");
        }

        @Test
        void come_to_light_when_punctuation_goes() {
            assertThat(normalize("Acme C.O. 1234 I.N.C.")).isEqualTo("acme");
        }

        @Test
        void stay_as_part_of_another_word() {
            assertThat(normalize("Cost Incline Sandwich")).isEqualTo("cost incline sandwich");
        }
    }

    @Nested
    class numbers {
        @ParameterizedTest
        @ValueSource(
                strings = {"Acme Store 1", "Acme LOCATION #12345678", "Acme unit 9", "Acme Branch  77", "Acme # 5"})
        void of_a_branch_are_dropped(String vendor) {
            assertThat(normalize(vendor)).isEqualTo("acme");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Acme 123", "Acme 12345", "Acme 123 4567", "Acme 1234 Inc"})
        void of_three_to_five_digits_are_dropped_at_the_end(String vendor) {
            assertThat(normalize(vendor)).isEqualTo("acme");
        }

        @ParameterizedTest
        @CsvSource({"Acme 12, acme 12", "Acme 123456, acme 123456", "24 Hour Gym, 24 hour gym", "365 Market, 365 market"
        })
        void of_other_lengths_or_elsewhere_stay(String vendor, String normalized) {
            assertThat(normalize(vendor)).isEqualTo(normalized);
        }

        @ParameterizedTest
        @CsvSource({"1234, 1234", "POS 1234, pos 1234", "1234 567, 1234 567"})
        void stay_where_there_is_no_other_name(String vendor, String normalized) {
            assertThat(normalize(vendor)).isEqualTo(normalized);
        }

        @Test
        void of_a_branch_need_the_whole_word() {
            assertThat(normalize("Bookstore 12")).isEqualTo("bookstore 12");
            assertThat(normalize("日store 12")).isEqualTo("日store 12");
            assertThat(normalize("Store 12é")).isEqualTo("store 12e");
            assertThat(normalize("Store 12я")).isEqualTo("store 12я");
        }
    }

    @Nested
    class a_name_of_which_nothing_would_remain {
        @ParameterizedTest
        @CsvSource({"Payment, payment", "' POS ', pos", "***, ***", "'Inc.', inc.", "'Store #12', store #12", "☕, ☕"})
        void is_the_trimmed_lower_case_original(String vendor, String normalized) {
            assertThat(normalize(vendor)).isEqualTo(normalized);
        }

        @Test
        void has_its_spaces_collapsed_like_any_other() {
            assertThat(normalize("\u00a0POS  \tPayment\u2003")).isEqualTo("pos payment");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t\n", "\u00a0"})
        void is_empty_only_if_the_vendor_was_blank(String vendor) {
            assertThat(normalize(vendor)).isEmpty();
        }
    }

    @Nested
    class letters {
        @ParameterizedTest
        @CsvSource({
            "Пятёрочка, пятерочка",
            "ΚΑΦΕΣ, καφεσ",
            "株式会社セブン, 株式会社セフン",
            "مطعم, مطعم",
            "קפה, קפה",
            "Straße, straße",
            "Ørsted, ørsted"
        })
        void of_every_script_stay(String vendor, String normalized) {
            assertThat(normalize(vendor)).isEqualTo(normalized);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ΟΔΟΣΑ", "ΟΔΟΣ/Α", "ΟΔΟΣ-Α", "ΟΔΟΣ.Α", "οδοςα", "οδοσα"})
        void have_their_case_folded_without_regard_to_neighbours(String vendor) {
            assertThat(normalize(vendor)).isEqualTo("οδοσα");
        }

        @ParameterizedTest
        @CsvSource({"οδος, οδοσ", "οδος α, οδοσ α", "ısparta, isparta", "acme tools, acme tools"})
        void on_record_are_compared_as_they_would_be_normalised_today(String recorded, String comparable) {
            assertThat(VendorNormalizer.comparable(recorded)).isEqualTo(comparable);
        }

        @Test
        void in_compatibility_forms_become_plain() {
            assertThat(normalize("ＡＣＭＥ ﬁne ℡")).isEqualTo("acme fine tel");
        }

        @Test
        void stay_together_around_an_invisible_character() {
            assertThat(normalize("Ac\u200dme\u00ad Tools")).isEqualTo("acme tools");
        }
    }
}
