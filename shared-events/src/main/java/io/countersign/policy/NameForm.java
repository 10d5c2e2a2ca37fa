package io.countersign.policy;

import java.text.Normalizer;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jetbrains.annotations.Contract;
import org.jspecify.annotations.Nullable;

/**
 * The one form of accounts, departments and names that look the same: Unicode NFC, no spaces at the ends, and one plain
 * space for each run of spaces of any kind. Control characters stay, to be refused. New names are kept in it. Those on record
 * from before keep their text, so compare with {@link #same}, never with {@code equals}.
 */
public final class NameForm {
    private static final Pattern SPACES = Pattern.compile("\\p{Z}+");
    private static final Pattern ENDS = Pattern.compile("^ | $");

    private NameForm() {}

    /** Null for null. */
    @Contract("!null -> !null")
    public static @Nullable String normalized(@Nullable String name) {
        if (name == null || isNormalAscii(name)) {
            return name;
        }
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return ENDS.matcher(SPACES.matcher(composed).replaceAll(" ")).replaceAll("");
    }

    /** Whether both have the same form, or both are null. */
    public static boolean same(@Nullable String one, @Nullable String other) {
        return Objects.equals(one, other) || Objects.equals(normalized(one), normalized(other));
    }

    private static boolean isNormalAscii(String name) {
        char before = ' ';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ' || name.isEmpty();
    }
}
