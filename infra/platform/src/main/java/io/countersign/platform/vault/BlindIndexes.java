package io.countersign.platform.vault;

import org.springframework.stereotype.Component;

/**
 * Opens blind indexes by name. The first call for a name creates its key; call it at start, outside of any transaction.
 */
@Component
public class BlindIndexes {
    private final KeyVault vault;

    BlindIndexes(KeyVault vault) {
        this.vault = vault;
    }

    public BlindIndex open(String name) {
        return new BlindIndex(vault.makeServiceKey(name));
    }
}
