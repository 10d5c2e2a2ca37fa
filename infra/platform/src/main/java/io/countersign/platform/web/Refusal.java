package io.countersign.platform.web;

import java.time.Duration;
import java.util.List;

/** A request is refused and has changed nothing. The message is written for the client. */
public final class Refusal extends RuntimeException {
    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient Duration retryAfter;
    private final boolean replayed;

    Refusal(ErrorCode code, String sentence) {
        this(code, sentence, List.of(), null, false);
    }

    private Refusal(ErrorCode code, String sentence, List<FieldError> errors, Duration retryAfter, boolean replayed) {
        super(sentence, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.replayed = replayed;
    }

    /** Bad input, with every bad field. */
    public static Refusal invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String sentence = errors.size() == 1
                ? "%s %s".formatted(first.field(), first.message())
                : "%s fields are not valid".formatted(errors.size());
        return new Refusal(ErrorCode.INVALID_REQUEST, sentence, errors, null, false);
    }

    /** The refusal that was kept under an idempotency key. */
    public static Refusal again(ErrorCode code, String sentence, List<FieldError> errors) {
        return told(code, sentence, errors, null, true);
    }

    /** A refusal that was put down or sent here; see its accessors for what the parameters mean. */
    public static Refusal told(
            ErrorCode code, String sentence, List<FieldError> errors, Duration retryAfter, boolean replayed) {
        return new Refusal(code, sentence, errors, retryAfter, replayed);
    }

    public Refusal retryAfter(Duration wait) {
        return new Refusal(code, getMessage(), errors, wait, replayed);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Whether an earlier request with the same idempotency key was refused so. */
    public boolean replayed() {
        return replayed;
    }

    /** How long to wait before trying again; null where trying again won't help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
