package io.countersign.command.user;

/** The stored form of a password: an Argon2id hash in the PHC string format, with salt and parameters. */
public record PasswordHash(String value) {
    @Override
    public String toString() {
        return "a password's hash";
    }
}
