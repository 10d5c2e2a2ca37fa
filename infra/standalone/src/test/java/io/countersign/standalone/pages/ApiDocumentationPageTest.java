package io.countersign.standalone.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;

@UsesBrowser
class ApiDocumentationPageTest {
    @Test
    void shows_what_there_is_without_complaints(Visitors visitors) {
        Visitor visitor = visitors.anybody().open("/swagger-ui.html");

        assertThat(visitor.page()
                        .getByText("/api/tenants/{tenant_id}/settings/dryrun")
                        .first())
                .isVisible();
    }
}
