package io.countersign.query.pages;

import io.countersign.policy.Reason;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Explains the terms that other pages use. */
@WebPage
class GlossaryPage {
    @GetMapping("/glossary")
    String show(Model model) {
        model.addAttribute("reasons", Reason.values());
        return "glossary";
    }
}
