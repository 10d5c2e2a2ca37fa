package io.countersign.mover;

/** Shows somebody how far a step has come. */
interface Progress {
    Progress UNSEEN = (task, from, to) -> new Step() {
        @Override
        public void reach(long position) {}

        @Override
        public void close() {}
    };

    /** A step through positions: those up to {@code from} are done already, {@code to} is the last. */
    Step begin(String task, long from, long to);

    /** Closing ends it, complete or not. */
    interface Step extends AutoCloseable {
        void reach(long position);

        @Override
        void close();
    }
}
