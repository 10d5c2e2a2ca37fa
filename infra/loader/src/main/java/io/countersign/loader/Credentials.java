package io.countersign.loader;

import io.countersign.loader.Environment.PasswordPrompt;
import java.io.IOException;
import java.util.Map;

/**
 * The credentials of the user who loads. In this order: {@code --token}; {@code --email} with {@code --password}, else the environment's
 * {@code COUNTERSIGN_PASSWORD}, else a question at the terminal; the environment's {@code COUNTERSIGN_TOKEN}.
 */
record Credentials(String token, String email, String password) {

    static Credentials choose(
            String token, String email, String password, Map<String, String> environment, PasswordPrompt prompt)
            throws LoadFailure {
        if (token != null) return new Credentials(token, null, null);
        if (email == null) {
            String kept = environment.get("COUNTERSIGN_TOKEN");
            if (kept != null) return new Credentials(kept, null, null);
            throw new LoadFailure("Say who you are: --email, or --token (or the environment's COUNTERSIGN_TOKEN).");
        }
        String secret = password != null ? password : environment.get("COUNTERSIGN_PASSWORD");
        if (secret == null) {
            secret = prompt.ask("Password of " + email + ":")
                    .orElseThrow(() -> new LoadFailure("There is no password for " + email
                            + ": give --password, set COUNTERSIGN_PASSWORD, or start at a terminal."));
        }
        return new Credentials(null, email, secret);
    }

    /** Reports an unreachable service at once, without retries. */
    CountersignClient.User signIn(CountersignClient countersign, Retry retry, String url) throws LoadFailure {
        return retry.until("Login", () -> {
            try {
                if (token == null) countersign.login(email, password);
                else countersign.useToken(token);
                return countersign.whoAmI();
            } catch (RetryLater later) {
                throw later;
            } catch (IOException unreachable) {
                throw new LoadFailure(
                        "Countersign can't be reached at %s: %s.".formatted(url, unreachable.getMessage()),
                        unreachable);
            }
        });
    }
}
