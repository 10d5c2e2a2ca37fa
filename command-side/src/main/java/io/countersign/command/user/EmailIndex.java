package io.countersign.command.user;

import io.countersign.platform.vault.BlindIndex;
import io.countersign.platform.vault.BlindIndexes;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What stands for an e-mail address where users are found by it: the same for every case it is written in. */
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
