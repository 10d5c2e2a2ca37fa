package io.countersign.command.user;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The owner who is created when there are no users.
 *
 * @param ownerPassword made and printed once if absent
 */
@ConfigurationProperties("countersign.bootstrap")
record FirstOwnerProperties(
        @DefaultValue("owner@example.com") String ownerEmail, String ownerPassword) {
    /**
     * @throws IllegalArgumentException with a sentence that tells what to set, if one of them is unfit; without a cause,
     *     as the start shows the innermost message
     */
    FirstOwnerProperties {
        try {
            new Email(ownerEmail);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("countersign.bootstrap.owner-email " + e.getMessage());
        }
        ownerPassword = ownerPassword == null || ownerPassword.isEmpty() ? null : ownerPassword;
        try {
            if (ownerPassword != null) {
                new NewPassword(ownerPassword);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "countersign.bootstrap.owner-password %s; set another, or none to have one made."
                            .formatted(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "the first owner";
    }
}
