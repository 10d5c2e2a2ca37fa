package io.countersign.query.pages;

import io.countersign.platform.security.Caller;
import io.countersign.policy.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page. A service can sign in, but has no pages. */
@WebPage
class LoginPage {
    @GetMapping("/login")
    String login(@RequestParam(name = "next", defaultValue = "/") String next, Caller caller, Model model) {
        model.addAttribute("next", LocalPath.orHome(next));
        model.addAttribute("isService", caller != null && caller.role() == Role.SERVICE);
        return "login";
    }

    @GetMapping("/")
    String home(Caller caller) {
        return caller.role() == Role.SERVICE ? "redirect:/login" : "redirect:/firm";
    }
}
