package io.countersign.standalone.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.countersign.standalone.support.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed Chromium, and the program whose pages it shows. */
final class Chromium implements AutoCloseable {
    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /** What a page does takes a while where builds share the processors. */
    private static final double PATIENCE_MILLIS = 20_000;

    private final Program program;
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Program program, Playwright playwright, Browser browser) {
        this.program = program;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** The program to start, wherever it is installed. */
    static Optional<Path> find() {
        return Stream.concat(Stream.of(System.getenv("CHROME_BIN")), USUAL.stream())
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Program program = Program.startElsewhere("--countersign.demo=true");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium's sandbox doesn't work for root, who tests in containers.
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(find().orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--force-color-profile=srgb")));
        return new Chromium(program, playwright, browser);
    }

    Program program() {
        return program;
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
        program.close();
    }
}
