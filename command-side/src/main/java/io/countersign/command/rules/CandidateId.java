package io.countersign.command.rules;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A candidate's name: {@code cand-} and 16 hex digits that nobody had before. */
final class CandidateId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private CandidateId() {}

    static String fresh() {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return "cand-" + HexFormat.of().formatHex(random);
    }
}
