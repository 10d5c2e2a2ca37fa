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

/** Shows a refusal or failure as a page. */
@Component
class HtmlErrorPage implements ErrorPage {
    private final ThymeleafViewResolver views;
    private final PageModel pageModel;

    HtmlErrorPage(ThymeleafViewResolver views, PageModel pageModel) {
        this.views = views;
        this.pageModel = pageModel;
    }

    @Override
    public void write(Refusal refusal, HttpStatus status, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        Map<String, Object> model = new HashMap<>(pageModel.common(request));
        model.put("heading", heading(status));
        model.put("sentence", refusal.getMessage());
        model.put("status", status.value());
        views.resolveViewName("error", Locale.ENGLISH).render(model, request, response);
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case FORBIDDEN -> "You don’t have access";
            case NOT_FOUND -> "Page not found";
            case SERVICE_UNAVAILABLE -> "Not ready yet";
            default -> status.is5xxServerError() ? "Something went wrong" : "This page can’t be shown";
        };
    }
}
