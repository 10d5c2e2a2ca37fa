package io.countersign.loader;

/** Shows somebody how far a step has come. */
interface Progress {

    Progress UNSEEN = (task, max) -> new Step() {
        @Override
        public void advance() {}

        @Override
        public void close() {}
    };

    /** {@code max} is the number of rows, −1 where nobody knows. */
    Step begin(String task, long max);

    /** One row at a time; closing ends it, complete or not. */
    interface Step extends AutoCloseable {
        void advance();

        @Override
        void close();
    }
}
