package io.countersign.mover;

/** The first field in which an event differs between the two stores. */
record Difference(long position, String field, String stored, String moved) {
    @Override
    public String toString() {
        return "position %s, %s: %s in PostgreSQL, %s in Axon Server".formatted(position, field, stored, moved);
    }
}
