package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** The glossary, and the terms on pages that explain themselves without leaving the page. */
@UsesBrowser
class GlossaryPageTest {
    @Test
    void looks_right(Visitors visitors) {
        visitors.owner().open("/glossary#cold-start").inspect("glossary");
    }

    @Test
    void explains_terms_where_they_stand_by_mouse_and_by_keyboard(Visitors visitors) {
        Visitor owner = visitors.owner();
        owner.open("/firm")
                .inspect("firm-term", () -> owner.button("tenant").first().click());
        owner.open("/firm/pilot-gamma-llc-abc123")
                .inspect("tenant-term", () -> owner.button("cold start").click());
        assertThat(owner.page().locator("#term-cold-start")).isVisible();
        owner.page().keyboard().press("Escape");
        assertThat(owner.page().locator("#term-cold-start")).isHidden();
        owner.page().locator("button.term").first().focus();
        owner.page().keyboard().press("Enter");
        assertThat(owner.page().locator("#term-automation")).isVisible();
    }
}
