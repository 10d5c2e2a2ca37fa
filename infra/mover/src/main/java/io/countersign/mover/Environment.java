package io.countersign.mover;

import java.util.Map;

/** The environment of the program: variables and terminal. */
record Environment(Map<String, String> environment, Progress progress) {
    static final String DATABASE_PASSWORD = "COUNTERSIGN_DATABASE_PASSWORD";
    /** The same variable as the service uses. */
    static final String SERVER_TOKEN = "AXON_AXONSERVER_TOKEN";

    static Environment system() {
        return new Environment(System.getenv(), System.console() == null ? Progress.NONE : new ProgressBars());
    }
}
