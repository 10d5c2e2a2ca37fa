package io.countersign.mover;

/** Why the move can't go on: one sentence for the person who started it. What was moved by then stays moved. */
final class MoveFailure extends Exception {
    MoveFailure(String sentence) {
        super(sentence);
    }

    MoveFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
