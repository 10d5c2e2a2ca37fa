package io.countersign.loader.sample;

import java.util.List;

/** The clients of the fictitious accounting firm Brightwater. */
enum Company {
    BAKEHOUSE("quillmere-bakehouse", "GBP", "Bakery", "Shop", "Delivery", "Office"),
    DENTAL("tessaly-dental-group", "USD", "Clinic", "Front desk", "Administration"),
    STUDIO("varnholt-studio", "EUR", "Design", "Client work", "Office"),
    GARDENS("pinewick-gardens", "USD", "Crew 1", "Crew 2", "Yard", "Office");

    final String tenant;
    final String currency;
    final List<String> departments;

    Company(String tenant, String currency, String... departments) {
        this.tenant = tenant;
        this.currency = currency;
        this.departments = List.of(departments);
    }
}
