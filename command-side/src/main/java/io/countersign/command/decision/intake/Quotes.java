package io.countersign.command.decision.intake;

/** Where CSV's quotes stand. */
final class Quotes {
    private Quotes() {}

    /** Whether a record that begins here is inside a quoted field where the bytes end. Quotes open only where a field begins. */
    static boolean areOpen(byte[] bytes, int length) {
        boolean open = false;
        boolean fieldBegins = true;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (open) {
                if (b == '"') {
                    boolean doubled = i + 1 < length && bytes[i + 1] == '"';
                    open = doubled;
                    i += doubled ? 1 : 0;
                }
            } else if (b == '"' && fieldBegins) {
                open = true;
            }
            fieldBegins = !open && b == ',';
        }
        return open;
    }
}
