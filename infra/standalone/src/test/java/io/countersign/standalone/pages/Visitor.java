package io.countersign.standalone.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.countersign.platform.web.ConsistencyHeader;
import io.countersign.testkit.Client;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody who looks at pages, and finds things as people do: by what they are called. */
final class Visitor {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final boolean PICTURES = Boolean.getBoolean("countersign.test.pictures");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final List<String> COLOUR_RULES = List.of("color-contrast", "link-in-text-block");
    private static final int HEIGHT = 900;
    /** Cumulative layout shift is told with two decimals; less than this is 0. */
    private static final double NOTHING = 0.005;

    private static final int MANY_TABS = 80;
    /** In bytes per second and milliseconds. */
    private static final JsonObject SLOW_LINE = JsonParser.parseString("""
            {"offline": false, "latency": 50, "downloadThroughput": 60000, "uploadThroughput": 60000}""").getAsJsonObject();

    private final BrowserContext context;
    private final Page page;
    private final Client others;
    private String seen;

    /** @param others clients of the same program, whose writes are to be seen on pages */
    Visitor(BrowserContext context, List<String> complaints, Client others) {
        this.context = context;
        this.others = others;
        this.page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused command is one of these too, and no fault of the page.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && response.url().matches(".*/(assets|webjars)/.*")) {
                complaints.add(response.status() + " " + response.url());
            }
        });
    }

    Page page() {
        return page;
    }

    /** Goes to a page, which shows what the program's other clients have written before. */
    Visitor open(String path) {
        others.written().filter(token -> !token.equals(seen)).ifPresent(this::waitFor);
        page.navigate(path);
        return this;
    }

    /** Pages show what this answered command has written, and so whatever was written before it. */
    Visitor having(String consistency) {
        waitFor(consistency);
        seen = others.written().orElse(null);
        return this;
    }

    private void waitFor(String token) {
        seen = token;
        context.addCookies(List.of(
                new Cookie(ConsistencyHeader.COOKIE, token).setUrl(others.base().toString())));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The row of a table that is about this. */
    Locator row(String name) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(name));
    }

    /** Whatever the page says beside a form, at once or before long. */
    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** Presses Tab until this has the focus. */
    void tabTo(Locator aim) {
        for (int i = 0; i < MANY_TABS && !isFocused(aim); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(isFocused(aim)).as("%s can be reached by Tab", aim).isTrue();
    }

    private static boolean isFocused(Locator aim) {
        return (boolean) aim.evaluate("element => element === document.activeElement");
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    /** The path that the browser is at, with its query. */
    String address() {
        return page.url().substring(page.url().indexOf('/', "http://".length()));
    }

    /**
     * Looks at the page at 360 pixels in the light theme and, over a slow line, at 1600 pixels in the dark theme. Holds that
     * it fits, that nothing moved while it loaded, and that axe finds no fault with it by WCAG 2.1 A and AA. At either width
     * it then shows the other theme, which differs in its colours alone, and looks at those. With
     * {@code -Dcountersign.test.pictures=true} pictures of all land in target/screenshots.
     */
    void inspect(String name) {
        inspect(name, () -> {});
    }

    /** @param steps what to do on the page, each time it is loaded, before it is looked at */
    void inspect(String name, Runnable steps) {
        choose("light");
        page.setViewportSize(360, HEIGHT);
        page.reload();
        inspectLoaded(name + "-light-360", steps);
        show("dark");
        photographForPeople(name + "-dark-360");
        mustHaveLegibleColours(name + " in the dark theme");

        choose("dark");
        page.setViewportSize(1600, HEIGHT);
        reloadOverSlowLine();
        inspectLoaded(name + "-dark-1600", steps);
        show("light");
        photographForPeople(name + "-light-1600");
        mustHaveLegibleColours(name + " in the light theme");
    }

    private void choose(String theme) {
        context.addCookies(List.of(new Cookie("countersign_theme", theme).setUrl(page.url())));
    }

    private void inspectLoaded(String name, Runnable steps) {
        mustNotHaveMoved(name);
        steps.run();
        photographForPeople(name);
        mustFit(name);
        mustBeAccessible(name);
    }

    /** As the menu of preferences does. */
    private void show(String theme) {
        page.evaluate("theme => document.documentElement.dataset.theme = theme", theme);
    }

    private void photographForPeople(String name) {
        if (PICTURES) {
            photograph(name);
        }
    }

    private void photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** A page comes in pieces then, each of which is drawn before the next is there. */
    private void reloadOverSlowLine() {
        CDPSession browser = context.newCDPSession(page);
        browser.send("Network.emulateNetworkConditions", SLOW_LINE);
        page.reload();
        browser.detach();
    }

    /** Takes the whole page as it stands, in the light theme and not too large for a document. */
    void picture(String name) {
        page.setViewportSize(1280, HEIGHT);
        show("light");
        photograph(name);
    }

    private void mustFit(String name) {
        Object beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as("pixels of %s beyond the right edge", name).isEqualTo(0);
    }

    private void mustNotHaveMoved(String name) {
        Object moved = page.evaluate("""
                () => new Promise(answer => new PerformanceObserver(seen => {
                        const moves = seen.getEntries().filter(e => !e.hadRecentInput);
                        const what = moves.flatMap(e => e.sources).map(s => s.node?.outerHTML ?? s.node?.textContent);
                        answer([moves.reduce((sum, e) => sum + e.value, 0), what.join(' and ')]);
                    })
                    .observe({type: 'layout-shift', buffered: true}) ?? setTimeout(() => answer([0, '']), 100))
                """);
        List<?> score = (List<?>) moved;
        assertThat(((Number) score.get(0)).doubleValue())
                .as("how far %s moved while it loaded: %s", name, score.get(1))
                .isLessThan(NOTHING);
    }

    void mustBeAccessible(String name) {
        mustHaveNoFaults(new AxeBuilder(page).withTags(WCAG), name);
    }

    private void mustHaveLegibleColours(String name) {
        mustHaveNoFaults(new AxeBuilder(page).withRules(COLOUR_RULES), name);
    }

    private static void mustHaveNoFaults(AxeBuilder axe, String name) {
        List<Rule> violations = axe.analyze().getViolations();
        assertThat(violations.stream().map(Visitor::finding).toList())
                .as("axe on %s", name)
                .isEmpty();
    }

    private static String finding(Rule rule) {
        return rule.getNodes().stream()
                .map(node -> "%n  %s%n    %s".formatted(node.getHtml(), node.getFailureSummary()))
                .collect(Collectors.joining("", rule.getId() + ": " + rule.getHelp(), ""));
    }
}
