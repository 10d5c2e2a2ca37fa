package io.countersign.command.user;

import io.countersign.platform.vault.BlindIndex;
import io.countersign.platform.vault.BlindIndexes;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Computes the index value by which a user is found by e-mail address; upper and lower case give the same. */
@Component
class EmailIndex {
    private final BlindIndex index;

    EmailIndex(BlindIndexes indexes) {
        this.index = indexes.open("email");
    }

    byte[] of(String email) {
        return index.of(email.strip().toLowerCase(Locale.ROOT));
    }
}
