package io.countersign.mover;

/** The reason why the move stops, as a sentence for the user. Events that were moved stay moved. */
final class MoveFailure extends Exception {
    MoveFailure(String sentence) {
        super(sentence);
    }

    MoveFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
