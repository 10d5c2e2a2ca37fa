package io.countersign.loader;

/** The service said no: a 4xx. */
final class Refused extends LoadFailure {

    private final int status;

    Refused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
