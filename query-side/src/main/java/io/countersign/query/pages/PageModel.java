package io.countersign.query.pages;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Tokens;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/**
 * Adds to the model of every page what all pages need: the viewer, number formats, texts, assets and the glossary. Time zone and theme come from cookies set by a script.
 */
@ControllerAdvice(annotations = WebPage.class)
class PageModel {
    private static final String ZONE_COOKIE = "countersign_zone";
    private static final String THEME_COOKIE = "countersign_theme";

    private static final Figures FIGURES = new Figures();
    private static final Words WORDS = new Words();

    private final Tokens tokens;
    private final Assets assets;

    PageModel(Tokens tokens, Assets assets) {
        this.tokens = tokens;
        this.assets = assets;
    }

    @ModelAttribute
    void fill(Model model, HttpServletRequest request) {
        model.addAllAttributes(common(request));
    }

    /** These attributes, for pages that no controller renders. */
    Map<String, Object> common(HttpServletRequest request) {
        return Map.of(
                "viewer",
                viewer(request),
                "figures",
                FIGURES,
                "words",
                WORDS,
                "assets",
                assets,
                "glossary",
                GlossaryTerm.values());
    }

    private Viewer viewer(HttpServletRequest request) {
        return new Viewer(
                Caller.current().orElse(null),
                tokens.csrfFor(request).orElse(null),
                zone(cookie(request, ZONE_COOKIE)),
                Theme.named(cookie(request, THEME_COOKIE)));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static String cookie(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie == null ? "" : cookie.getValue();
    }
}
