package io.countersign.mover;

/** Shows the progress of a step. */
interface Progress {
    Progress NONE = (task, from, to) -> new Step() {
        @Override
        public void reach(long position) {}

        @Override
        public void close() {}
    };

    /** Starts a step through positions: {@code from} is the last one done, {@code to} the last one of all. */
    Step begin(String task, long from, long to);

    /** Closing ends the step, complete or not. */
    interface Step extends AutoCloseable {
        void reach(long position);

        @Override
        void close();
    }
}
