package io.countersign.command.decision.intake;

/** Where CSV's quotes stand in a record that is read line by line. Quotes open only where a field begins. */
final class Quotes {
    private boolean open;

    /** Reads the record's next line, without its end. */
    void read(byte[] line, int length) {
        boolean fieldBegins = true;
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if (open) {
                if (b == '"') {
                    boolean doubled = i + 1 < length && line[i + 1] == '"';
                    open = doubled;
                    i += doubled ? 1 : 0;
                }
            } else if (b == '"' && fieldBegins) {
                open = true;
            }
            fieldBegins = !open && b == ',';
        }
    }

    /** Whether the record goes on in the next line. */
    boolean areOpen() {
        return open;
    }
}
