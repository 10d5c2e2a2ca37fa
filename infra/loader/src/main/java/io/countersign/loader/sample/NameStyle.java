package io.countersign.loader.sample;

import java.util.Locale;
import java.util.Random;

/** The ways in which card networks print a merchant's name. */
enum NameStyle {
    PLAIN {
        @Override
        String of(String name, Random random) {
            return name;
        }
    },
    CAPITALS {
        @Override
        String of(String name, Random random) {
            return name.toUpperCase(Locale.ROOT);
        }
    },
    TERMINAL {
        @Override
        String of(String name, Random random) {
            return (random.nextBoolean() ? "POS PURCHASE " : "CARD PAYMENT ") + name.toUpperCase(Locale.ROOT);
        }
    },
    STORE {
        @Override
        String of(String name, Random random) {
            int number = STORES[random.nextInt(STORES.length)];
            return switch (random.nextInt(3)) {
                case 0 -> name.toUpperCase(Locale.ROOT) + String.format(Locale.ROOT, " #%04d", number);
                case 1 -> name + " Store " + number;
                default -> name + " Location " + number;
            };
        }
    },
    WEB {
        @Override
        String of(String name, Random random) {
            String merged = name.toUpperCase(Locale.ROOT).replace(" ", "");
            return random.nextInt(3) == 0 ? merged : "WEB AUTH " + merged;
        }
    },
    LEGAL {
        @Override
        String of(String name, Random random) {
            return random.nextInt(4) == 0 ? name : name + FORMS[Math.floorMod(name.hashCode(), FORMS.length)];
        }
    };

    private static final int[] STORES = {118, 274, 412, 1903, 3371};
    private static final String[] FORMS = {" LLC", ", Inc.", " Ltd", " Co."};

    abstract String of(String name, Random random);
}
