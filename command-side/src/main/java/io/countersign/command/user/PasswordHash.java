package io.countersign.command.user;

/** What is kept of a password: an Argon2id hash in the PHC string form, with its salt and parameters. */
public record PasswordHash(String value) {
    @Override
    public String toString() {
        return "a password's hash";
    }
}
