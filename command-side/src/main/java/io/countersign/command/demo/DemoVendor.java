package io.countersign.command.demo;

import io.countersign.policy.Transaction;
import java.util.Locale;

/** Vendors of the demonstration, all made up: how cards print them, what they are usually booked to, a usual amount. */
enum DemoVendor {
    PAPERWING("PAPERWING OFFICE SUPPLY #%s", "6100 Office supplies", 42),
    NORTHLIGHT("Northlight Energy Ltd", "6300 Utilities", 310),
    CLOUDHARBOR("CLOUDHARBOR.EXAMPLE HOSTING", "6450 Software and hosting", 129),
    QUILLMARK("WEB AUTH QUILLMARK SOFTWARE INC", "6450 Software and hosting", 59),
    BRISKWAY("POS PURCHASE BRISKWAY FUEL %s", "6700 Vehicle fuel", 71),
    SUNDIAL("Sundial Telecom LLC", "6350 Telephone and internet", 88),
    FERNHOLLOW("FERNHOLLOW CAFE STORE %s", "6800 Meals", 24),
    STONEBRIDGE("Stonebridge Rail", "6750 Travel", 96),
    HARTWELL("Hartwell & Sons Insurance", "6500 Insurance", 480),
    PRISM("PRISM ADVERTISING CO", "6600 Advertising", 265),
    LANTERNE("Café Lanterne", "6800 Meals", 31),
    OAKFIELD("Oakfield Cleaning GmbH", "6250 Cleaning", 150);

    private final String printed;
    private final String account;
    private final int usualAmount;

    DemoVendor(String printed, String account, int usualAmount) {
        this.printed = printed;
        this.account = account;
        this.usualAmount = usualAmount;
    }

    /** As a card statement prints it; chains print the number of their branch. */
    String printed(int branch) {
        return printed.formatted(branch);
    }

    String account() {
        return account;
    }

    /** In whole units of currency. */
    int usualAmount() {
        return usualAmount;
    }

    /** What a person would book the transaction to. */
    static String accountFor(Transaction transaction) {
        for (DemoVendor vendor : values()) {
            String name = vendor.name().toLowerCase(Locale.ROOT);
            if (transaction.vendorNormalized().contains(name)) {
                return vendor.account;
            }
        }
        return "6900 Sundry expenses";
    }
}
