package io.countersign.loader;

import static io.countersign.loader.Transactions.booked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NaiveProposalsTest {

    private final NaiveProposals proposals = new NaiveProposals(List.of(
            booked("1", "acme", "2024-01-01", "Paperwick", "Office"),
            booked("2", "acme", "2024-01-02", "PAPERWICK ", "Office"),
            booked("3", "acme", "2024-01-03", "Paperwick", "Equipment"),
            booked("4", "acme", "2024-01-04", "Ledgerling", "Software"),
            booked("5", "acme", "2024-01-05", "Ledgerling", "Fees")));

    @Nested
    class a_proposal {

        @Test
        void is_the_commonest_account_with_its_share_to_six_places() {
            assertThat(proposals.forOne(booked("9", "acme", "2024-02-01", "paperwick", "?")))
                    .hasValueSatisfying(it -> {
                        assertThat(it.account()).isEqualTo("Office");
                        assertThat(it.calibratedP()).isEqualByComparingTo("0.666666");
                        assertThat(it.source()).isEqualTo("ml");
                    });
        }

        @Test
        void is_the_first_by_name_among_equals() {
            assertThat(proposals.forOne(booked("9", "acme", "2024-02-01", "Ledgerling", "?")))
                    .hasValueSatisfying(it -> assertThat(it.account()).isEqualTo("Fees"));
        }

        @Test
        void is_missing_for_an_unknown_vendor() {
            assertThat(proposals.forOne(booked("9", "acme", "2024-02-01", "Nimbrel", "?")))
                    .isEmpty();
        }

        @Test
        void does_not_come_from_another_tenant() {
            assertThat(proposals.forOne(booked("9", "other", "2024-02-01", "Paperwick", "?")))
                    .isEmpty();
        }
    }
}
