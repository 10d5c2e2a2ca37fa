package io.countersign.command.user;

/** A new password: 12 to 1024 characters of any kind. Its text is never shown. */
public record NewPassword(String value) {
    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 1024;

    /** @throws IllegalArgumentException with a sentence for the caller, if it is too short or too long */
    public NewPassword {
        int length = value.codePointCount(0, value.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException("must have %s to %s characters".formatted(MIN_LENGTH, MAX_LENGTH));
        }
    }

    @Override
    public String toString() {
        return "a password";
    }
}
