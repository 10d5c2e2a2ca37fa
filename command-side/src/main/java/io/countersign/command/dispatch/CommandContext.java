package io.countersign.command.dispatch;

import io.countersign.events.EventJson;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Tokens;
import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What an HTTP request says about how its command is to be run: by whom, and under which key. */
public final class CommandContext {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Caller caller;
    private final HttpServletRequest request;
    private final Tokens tokens;
    private final Object body;

    private CommandContext(Caller caller, HttpServletRequest request, Tokens tokens, Object body) {
        this.caller = caller;
        this.request = request;
        this.tokens = tokens;
        this.body = body;
    }

    static CommandContext of(Caller caller, HttpServletRequest request, Tokens tokens) {
        return new CommandContext(caller, request, tokens, null);
    }

    /** The same with the body that was read, by which a reused key is told from a repeated request. */
    public CommandContext with(Record body) {
        return new CommandContext(caller, request, tokens, body);
    }

    public Caller caller() {
        return caller;
    }

    /** @throws io.countersign.platform.web.Refusal if there is a key and it isn't 1 to 255 visible ASCII characters */
    Optional<IdempotencyKey> idempotencyKey() {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY_FORM.matcher(key).matches()) {
            throw ErrorCode.INVALID_REQUEST.because("Idempotency-Key must be 1 to 255 visible ASCII characters");
        }
        return Optional.of(new IdempotencyKey(caller.userId(), key, requestHash()));
    }

    /** Under the service's secret: a body may hold a password, which a plain hash in the database would give away. */
    private String requestHash() {
        String line = "%s %s?%s\n".formatted(request.getMethod(), request.getRequestURI(), request.getQueryString());
        String json = body == null ? "" : JSON.writeValueAsString(body);
        return tokens.fingerprint((line + json).getBytes(StandardCharsets.UTF_8));
    }
}
