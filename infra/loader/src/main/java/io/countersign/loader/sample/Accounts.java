package io.countersign.loader.sample;

import java.util.List;

/** The chart of accounts of the fictitious companies. */
final class Accounts {

    static final String EQUIPMENT = "1510 Equipment";
    static final String INGREDIENTS = "5010 Ingredients and materials";
    static final String PACKAGING = "5020 Packaging";
    static final String CLINICAL = "5030 Clinical supplies";
    static final String PLANTS = "5040 Plants and soil";
    static final String OFFICE = "6010 Office supplies";
    static final String SOFTWARE = "6020 Software and subscriptions";
    static final String TELEPHONE = "6030 Telephone and internet";
    static final String ENERGY = "6040 Energy and water";
    static final String RENT = "6050 Rent and storage";
    static final String REPAIRS = "6060 Repairs and maintenance";
    static final String FUEL = "6070 Motor fuel";
    static final String TRAVEL = "6080 Travel and lodging";
    static final String MEALS = "6090 Meals and entertainment";
    static final String ADVERTISING = "6100 Advertising";
    static final String INSURANCE = "6110 Insurance";
    static final String FEES = "6120 Professional fees";
    static final String CHARGES = "6130 Bank and card charges";
    static final String POSTAGE = "6140 Postage and freight";
    static final String CLEANING = "6150 Cleaning and hygiene";

    static final List<String> ALL = List.of(
            EQUIPMENT,
            INGREDIENTS,
            PACKAGING,
            CLINICAL,
            PLANTS,
            OFFICE,
            SOFTWARE,
            TELEPHONE,
            ENERGY,
            RENT,
            REPAIRS,
            FUEL,
            TRAVEL,
            MEALS,
            ADVERTISING,
            INSURANCE,
            FEES,
            CHARGES,
            POSTAGE,
            CLEANING);

    private Accounts() {}
}
