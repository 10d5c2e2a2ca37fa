package io.countersign.loader;

/** The reason why the load stops, as a sentence for the user. A retry would not help. */
class LoadFailure extends Exception {

    LoadFailure(String sentence) {
        super(sentence);
    }

    LoadFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
