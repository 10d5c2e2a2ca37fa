package io.countersign.platform.vault;

import org.springframework.stereotype.Component;

/** Opens blind indexes by name. The first to open one makes its key; ask while starting, outside of any transaction. */
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
