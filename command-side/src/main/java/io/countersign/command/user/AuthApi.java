package io.countersign.command.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.command.dispatch.CommandAnswer;
import io.countersign.command.dispatch.Commands;
import io.countersign.command.http.CommandContext;
import io.countersign.command.http.CommandResponse;
import io.countersign.command.user.UserCommand.RecordSignIn;
import io.countersign.command.user.UserCommand.SignOut;
import io.countersign.platform.security.Account;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Origin;
import io.countersign.platform.security.Session;
import io.countersign.platform.security.TokenCookie;
import io.countersign.platform.security.Tokens;
import io.countersign.platform.web.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Signing in")
@RestController
@RequestMapping("/api/auth")
class AuthApi {
    private static final String BEARER = "Bearer";

    private final SignInCheck signIn;
    private final PasswordChanger passwordChanges;
    private final UserDirectory directory;
    private final Tokens tokens;
    private final Commands commands;

    AuthApi(
            SignInCheck signIn,
            PasswordChanger passwordChanges,
            UserDirectory directory,
            Tokens tokens,
            Commands commands) {
        this.signIn = signIn;
        this.passwordChanges = passwordChanges;
        this.directory = directory;
        this.tokens = tokens;
        this.commands = commands;
    }

    @Operation(summary = "Sign in: returns a token, or sets it as a cookie for pages")
    @SecurityRequirements
    @PostMapping("/login")
    ResponseEntity<?> login(
            @RequestBody LoginRequest request,
            @RequestParam(name = "use_cookie", defaultValue = "false") boolean useCookie,
            HttpServletRequest http) {
        StoredCredentials known = signIn.check(request.email(), request.password(), http.getRemoteAddr());
        Account account = directory.find(known.userId()).orElseThrow();
        // Before it is on record: a password that is changed after that makes this token void, too.
        String token = tokens.issue(account);
        CommandAnswer<String> answer = commands.send(
                new RecordSignIn(known.userId(), known.password()),
                Origin.of(known.userId(), known.role(), Origin.Auth.PASSWORD));
        long seconds = tokens.lifetime().toSeconds();
        return useCookie
                ? CommandResponse.ok(answer)
                        .header(HttpHeaders.SET_COOKIE, TokenCookie.holding(token, tokens.lifetime(), http.isSecure()))
                        .body(new CookieAnswer(tokens.csrfFor(token), seconds, UserAnswer.of(account)))
                : CommandResponse.ok(answer).body(new TokenAnswer(token, BEARER, seconds, UserAnswer.of(account)));
    }

    @Operation(summary = "Sign out: ends the session and its token, and deletes the cookie")
    @ApiResponse(responseCode = "204")
    @PostMapping("/logout")
    ResponseEntity<Void> logout(Caller caller, HttpServletRequest http) {
        return signOut(caller)
                .header(HttpHeaders.SET_COOKIE, TokenCookie.cleared(http.isSecure()))
                .build();
    }

    private ResponseEntity.HeadersBuilder<?> signOut(Caller caller) {
        Session session = caller.session();
        if (session == null) {
            return ResponseEntity.noContent();
        }
        SignOut signOut = new SignOut(caller.userId(), session.id(), session.expiresAt());
        return CommandResponse.status(204, commands.send(signOut, caller.origin()));
    }

    @Operation(summary = "Read the signed-in user with the present role and assigned tenants")
    @GetMapping("/me")
    UserAnswer me(Caller caller) {
        return UserAnswer.of(caller);
    }

    @Operation(summary = "Change your password; ends all your sessions, including this one")
    @ApiResponse(responseCode = "204")
    @PostMapping("/password")
    ResponseEntity<Void> changePassword(
            @RequestBody PasswordRequest request, CommandContext context, HttpServletRequest http) {
        CommandAnswer<String> answer = passwordChanges.change(
                request.old(), request.replacement(), context.with(request), http.getRemoteAddr());
        return CommandResponse.status(204, answer)
                .header(HttpHeaders.SET_COOKIE, TokenCookie.cleared(http.isSecure()))
                .build();
    }

    record LoginRequest(
            @NotNull @Text(max = Email.LENGTH, asGiven = true)
            String email,

            @NotNull @Text(max = NewPassword.MAX_LENGTH, secret = true)
            String password) {
        @Override
        public String toString() {
            return "a sign-in";
        }
    }

    record PasswordRequest(
            @NotNull @Text(max = NewPassword.MAX_LENGTH, secret = true)
            String old,

            @NotNull @JsonProperty("new") NewPassword replacement) {
        @Override
        public String toString() {
            return "a change of password";
        }
    }

    record TokenAnswer(String accessToken, String tokenType, long expiresIn, UserAnswer user) {
        @Override
        public String toString() {
            return "a token";
        }
    }

    record CookieAnswer(String csrfToken, long expiresIn, UserAnswer user) {}
}
