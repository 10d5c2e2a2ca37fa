package io.countersign.command.http;

import io.countersign.command.dispatch.IdempotencyKey;
import io.countersign.command.dispatch.RequestContext;
import io.countersign.events.EventJson;
import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Origin;
import io.countersign.platform.security.Tokens;
import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The caller and the idempotency key of a command that comes by HTTP. */
public final class CommandContext implements RequestContext {
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

    /** Adds the request's body, by which a repeated request is told from another one with the same key. */
    public CommandContext with(Record body) {
        return new CommandContext(caller, request, tokens, body);
    }

    public Caller caller() {
        return caller;
    }

    @Override
    public Origin origin() {
        return caller.origin();
    }

    /** @throws io.countersign.platform.web.Refusal if there is a key and it isn't 1 to 255 visible ASCII characters */
    @Override
    public Optional<IdempotencyKey> idempotencyKey() {
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
