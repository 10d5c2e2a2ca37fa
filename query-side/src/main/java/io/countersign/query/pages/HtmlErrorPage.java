package io.countersign.query.pages;

import io.countersign.platform.web.ErrorPage;
import io.countersign.platform.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Tells in the layout of all pages what went wrong, and what one can do. */
@Component
class HtmlErrorPage implements ErrorPage {
    private final ThymeleafViewResolver views;
    private final Viewers viewers;

    HtmlErrorPage(ThymeleafViewResolver views, Viewers viewers) {
        this.views = views;
        this.viewers = viewers;
    }

    @Override
    public void write(Refusal refusal, HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Map<String, Object> model = new HashMap<>(viewers.common(request));
        model.put("heading", heading(status));
        model.put("sentence", refusal.getMessage());
        model.put("status", status.value());
        views.resolveViewName("error", Locale.ENGLISH).render(model, request, response);
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN -> "This isn’t open to you";
            case NOT_FOUND -> "There is nothing here";
            case SERVICE_UNAVAILABLE -> "Not ready yet";
            default -> status.is5xxServerError() ? "Something went wrong" : "This can’t be shown";
        };
    }
}
