package io.countersign.command.rules;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Creates ids of candidates: {@code cand-} and 16 random hex digits. */
final class CandidateId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private CandidateId() {}

    static String fresh() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "cand-" + HexFormat.of().formatHex(random);
    }
}
