package io.countersign.command.dispatch;

import io.countersign.events.EventJson;
import io.countersign.platform.security.Caller;
import io.countersign.platform.web.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an HTTP request says about how its command is to be run: by whom, under which key, on which version. */
public final class CommandContext {
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Caller caller;
    private final HttpServletRequest request;
    private final Object body;

    private CommandContext(Caller caller, HttpServletRequest request, Object body) {
        this.caller = caller;
        this.request = request;
        this.body = body;
    }

    static CommandContext of(Caller caller, HttpServletRequest request) {
        return new CommandContext(caller, request, null);
    }

    /** The same with the body that was read, by which a reused key is told from a repeated request. */
    public CommandContext with(Record body) {
        return new CommandContext(caller, request, body);
    }

    public Caller caller() {
        return caller;
    }

    /** What If-Match demands. */
    public ExpectedVersion expectedVersion() {
        return ExpectedVersion.from(request.getHeader("If-Match"));
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

    private String requestHash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String line = "%s %s?%s\n".formatted(request.getMethod(), request.getRequestURI(), request.getQueryString());
            sha256.update(line.getBytes(StandardCharsets.UTF_8));
            if (body != null) {
                sha256.update(EventJson.mapper().writeValueAsBytes(body));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
