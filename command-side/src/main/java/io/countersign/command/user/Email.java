package io.countersign.command.user;

import java.util.regex.Pattern;

/** An e-mail address: at most 254 characters (RFC 5321 §4.5.3.1.3), in the form that HTML's e-mail fields allow. */
public record Email(String value) {
    static final int LENGTH = 254;
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

    /** @throws IllegalArgumentException with a sentence for the caller, if the text is no e-mail address */
    public Email {
        value = value.strip();
        if (value.length() > LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be an e-mail address such as name@example.com");
        }
    }

    @Override
    public String toString() {
        return "an e-mail address";
    }
}
