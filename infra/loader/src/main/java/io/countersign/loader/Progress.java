package io.countersign.loader;

/** Shows the progress of a step. */
interface Progress {

    Progress NONE = (task, max) -> new Step() {
        @Override
        public void advance() {}

        @Override
        public void close() {}
    };

    /** {@code max} is the number of rows, −1 if unknown. */
    Step begin(String task, long max);

    /** Counts rows; closing ends the step, complete or not. */
    interface Step extends AutoCloseable {
        void advance();

        @Override
        void close();
    }
}
