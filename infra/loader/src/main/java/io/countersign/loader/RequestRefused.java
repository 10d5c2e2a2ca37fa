package io.countersign.loader;

/** The service refused a request with a 4xx status. */
final class RequestRefused extends LoadFailure {

    private final int status;

    RequestRefused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
