package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

/** The README's pictures; docs/recipes.md tells how they get there. */
@UsesBrowser
class ReadmePicturesTest {
    @Test
    void a_change_of_settings_with_its_preview(Visitors visitors) {
        Visitor owner = visitors.owner().open("/firm/pilot-beta-accounting-inc-31707447");

        owner.field("Minimum confidence").fill("0.95");
        owner.button("Preview on the last 90 days").click();
        assertThat(owner.page().locator(".impact")).isVisible();

        owner.picture("readme-settings");
    }

    @Test
    void what_waits_for_a_person(Visitors visitors) {
        Visitor owner = visitors.owner().open("/review?tenant_id=pilot-gamma-llc-abc123&limit=6");

        owner.press("j", "c");
        assertThat(owner.field("Account")).isFocused();
        owner.type("6500 Insurance");

        owner.picture("readme-review");
    }
}
