package io.countersign.standalone.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import io.countersign.platform.web.ConsistencyHeader;
import io.countersign.standalone.support.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** People at browsers of their own, for one test. */
final class Visitors implements AutoCloseable {
    private final Chromium chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Visitors(Chromium chromium) {
        this.chromium = chromium;
    }

    /** The program that they visit. */
    Program program() {
        return chromium.program();
    }

    /** Somebody who hasn't signed in. */
    Visitor anybody() {
        return anybody("Europe/Berlin");
    }

    private Visitor anybody(String zone) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(program().base().toString())
                        .setTimezoneId(zone)
                        .setReducedMotion(ReducedMotion.REDUCE));
        contexts.add(context);
        return new Visitor(context, complaints, program().anybody());
    }

    Visitor owner() {
        return signedIn(Program.OWNER_EMAIL);
    }

    /** An owner whose clock shows the time of this zone. */
    Visitor owner(String zone) {
        return signedIn(anybody(zone), Program.OWNER_EMAIL);
    }

    /** Somebody with an account, such as the demonstration's. */
    Visitor signedIn(String email) {
        return signedIn(anybody(), email);
    }

    private static Visitor signedIn(Visitor visitor, String email) {
        APIResponse answer = visitor.page()
                .context()
                .request()
                .post(
                        "/api/auth/login?use_cookie=true",
                        RequestOptions.create().setData(Map.of("email", email, "password", Program.PASSWORD)));
        assertThat(answer.status()).as("signing in as %s", email).isEqualTo(200);
        return visitor.having(answer.headers().get(ConsistencyHeader.NAME.toLowerCase(Locale.ROOT)));
    }

    /** Nothing that a browser prints as an error is right: scripts that fail, files that are missing, policies broken. */
    void mustHaveNoComplaints() {
        assertThat(complaints).as("what the browser complained of").isEmpty();
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
