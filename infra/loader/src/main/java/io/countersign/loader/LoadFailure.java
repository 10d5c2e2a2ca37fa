package io.countersign.loader;

/** Why the load can't go on: one sentence for the person who started it. Trying again would not help. */
class LoadFailure extends Exception {

    LoadFailure(String sentence) {
        super(sentence);
    }

    LoadFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
