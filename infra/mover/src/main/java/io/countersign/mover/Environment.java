package io.countersign.mover;

import java.util.Map;

/** What the program takes from the machine it runs on: its environment and terminal. */
record Surroundings(Map<String, String> environment, Progress progress) {
    static final String DATABASE_PASSWORD = "COUNTERSIGN_DATABASE_PASSWORD";
    /** As the program that writes to Axon Server reads it. */
    static final String SERVER_TOKEN = "AXON_AXONSERVER_TOKEN";

    static Surroundings real() {
        return new Surroundings(System.getenv(), System.console() == null ? Progress.UNSEEN : new ProgressBars());
    }
}
