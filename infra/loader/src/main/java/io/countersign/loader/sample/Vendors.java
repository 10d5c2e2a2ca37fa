package io.countersign.loader.sample;

import static io.countersign.loader.sample.Accounts.*;
import static io.countersign.loader.sample.Company.*;
import static io.countersign.loader.sample.NameStyle.*;
import static io.countersign.loader.sample.Season.*;

import java.util.List;

/** The merchants of the sample. None of them exists. */
final class Vendors {

    static final List<Vendor> ALL = List.of(
            vendor("Larkspur Stationers", OFFICE)
                    .marked(STORE, TERMINAL, LEGAL)
                    .times(21, STEADY)
                    .costing(6, 420)
                    .above(250, EQUIPMENT),
            vendor("Paperwick", OFFICE).marked(STORE, PLAIN).times(14, STEADY).costing(4, 95),
            vendor("Inkhollow Toner", OFFICE)
                    .marked(WEB, PLAIN)
                    .times(8, STEADY)
                    .costing(38, 160),
            vendor("Tallowbyte Cloud", SOFTWARE).marked(WEB, CAPITALS).costing(29, 29),
            vendor("Ledgerling", SOFTWARE).marked(WEB, LEGAL).costing(42, 42),
            vendor("Nimbrel Mail", SOFTWARE).marked(WEB).costing(12, 12),
            vendor("Sootfox Security", SOFTWARE)
                    .marked(LEGAL, CAPITALS)
                    .times(6, STEADY)
                    .costing(60, 240),
            vendor("Quorrel Telecom", TELEPHONE).marked(CAPITALS, LEGAL).costing(58, 92),
            vendor("Fennbridge Broadband", TELEPHONE).marked(CAPITALS).costing(45, 45),
            vendor("Ostrel Energy", ENERGY)
                    .marked(CAPITALS, LEGAL)
                    .times(12, COLD)
                    .costing(140, 900),
            vendor("Millrace Water", ENERGY)
                    .marked(PLAIN, CAPITALS)
                    .times(6, STEADY)
                    .costing(40, 210),
            vendor("Hathermoor Estates", RENT).marked(LEGAL).costing(1450, 1450),
            vendor("Boxlark Storage", RENT).marked(STORE, CAPITALS).costing(110, 110),
            vendor("Copperrun Fuel", FUEL)
                    .marked(STORE, TERMINAL)
                    .times(30, STEADY)
                    .costing(22, 110),
            vendor("Wayfern Petroleum", FUEL)
                    .marked(STORE, CAPITALS)
                    .times(19, SUMMER)
                    .costing(18, 125),
            vendor("Gullwater Rail", TRAVEL)
                    .marked(WEB, CAPITALS)
                    .times(9, STEADY)
                    .costing(9, 180),
            vendor("Hotel Aurélie", TRAVEL)
                    .marked(PLAIN, CAPITALS)
                    .times(6, SUMMER)
                    .costing(85, 420)
                    .in("Client work", MEALS),
            vendor("Skerrick Air", TRAVEL).marked(WEB).times(5, SUMMER).costing(90, 640),
            vendor("Tuppence Taxi", TRAVEL)
                    .marked(TERMINAL, PLAIN)
                    .times(13, HOLIDAYS)
                    .costing(6, 48),
            vendor("Café Molière-Brun", MEALS)
                    .marked(PLAIN, TERMINAL)
                    .times(15, STEADY)
                    .costing(4, 60),
            vendor("Pewter Heron Grill", MEALS)
                    .marked(PLAIN, TERMINAL, STORE)
                    .times(11, HOLIDAYS)
                    .costing(18, 220),
            vendor("Señor Pimentón", MEALS)
                    .marked(PLAIN, CAPITALS)
                    .times(10, SUMMER)
                    .costing(12, 90),
            vendor("Breadcrumb & Barrow", MEALS)
                    .marked(PLAIN, STORE)
                    .times(10, STEADY)
                    .costing(5, 45),
            vendor("Brasswing Adverts", ADVERTISING)
                    .marked(WEB, LEGAL)
                    .times(11, HOLIDAYS)
                    .costing(25, 600),
            vendor("Glimmerpost Signs", ADVERTISING)
                    .marked(PLAIN, LEGAL)
                    .times(5, STEADY)
                    .costing(60, 480)
                    .above(300, EQUIPMENT),
            vendor("Thistledown Mutual", INSURANCE)
                    .marked(CAPITALS)
                    .times(12, STEADY)
                    .costing(96, 96),
            vendor("Ravensgate Indemnity", INSURANCE)
                    .marked(LEGAL)
                    .times(2, STEADY)
                    .costing(400, 1300),
            vendor("Ambleton & Pryce", FEES)
                    .marked(PLAIN, LEGAL)
                    .times(5, STEADY)
                    .costing(150, 1100),
            vendor("Oakhollin Payroll", FEES).marked(CAPITALS).costing(64, 64),
            vendor("Cardloom Processing", CHARGES)
                    .marked(CAPITALS, LEGAL)
                    .times(15, HOLIDAYS)
                    .costing(8, 95),
            vendor("Swiftlet Parcel", POSTAGE)
                    .marked(STORE, CAPITALS)
                    .times(16, HOLIDAYS)
                    .costing(5, 70)
                    .in("Delivery", PACKAGING),
            vendor("Pennyfarthing Post", POSTAGE)
                    .marked(PLAIN, TERMINAL)
                    .times(9, HOLIDAYS)
                    .costing(2, 38),
            vendor("Sparrow & Suds", CLEANING)
                    .marked(PLAIN, LEGAL)
                    .times(9, STEADY)
                    .costing(20, 140),
            vendor("Hammerwold Hardware", REPAIRS)
                    .marked(STORE, TERMINAL)
                    .times(23, GROWING)
                    .costing(5, 480)
                    .above(300, EQUIPMENT)
                    .in("Yard", INGREDIENTS),
            vendor("Marketling", OFFICE)
                    .marked(WEB, CAPITALS)
                    .times(25, HOLIDAYS)
                    .costing(6, 700)
                    .above(350, EQUIPMENT)
                    .in("Clinic", CLINICAL)
                    .in("Shop", PACKAGING)
                    .in("Front desk", CLEANING),
            vendor("Bolt & Beacon Electrical", REPAIRS)
                    .marked(LEGAL, PLAIN)
                    .times(4, COLD)
                    .costing(80, 900),
            vendor("Harrowmill Flour", INGREDIENTS)
                    .of(BAKEHOUSE)
                    .marked(LEGAL, CAPITALS)
                    .times(32, STEADY)
                    .costing(60, 380),
            vendor("Dairywell Creamery", INGREDIENTS)
                    .of(BAKEHOUSE)
                    .marked(PLAIN, CAPITALS)
                    .times(29, STEADY)
                    .costing(35, 190),
            vendor("Sugarloft Trading", INGREDIENTS)
                    .of(BAKEHOUSE)
                    .marked(LEGAL)
                    .times(13, HOLIDAYS)
                    .costing(40, 260),
            vendor("Tünnholz Gewürze", INGREDIENTS)
                    .of(BAKEHOUSE)
                    .marked(WEB, PLAIN)
                    .times(8, HOLIDAYS)
                    .costing(15, 120),
            vendor("Kraftfold Boxes", PACKAGING)
                    .of(BAKEHOUSE)
                    .marked(LEGAL, CAPITALS)
                    .times(11, HOLIDAYS)
                    .costing(30, 240),
            vendor("Ovensmith Service", REPAIRS)
                    .of(BAKEHOUSE)
                    .marked(LEGAL)
                    .times(5, STEADY)
                    .costing(90, 1400)
                    .above(700, EQUIPMENT),
            vendor("Molarity Supply", CLINICAL)
                    .of(DENTAL)
                    .marked(LEGAL, CAPITALS)
                    .times(33, STEADY)
                    .costing(30, 900)
                    .above(550, EQUIPMENT),
            vendor("Enamelle", CLINICAL)
                    .of(DENTAL)
                    .marked(WEB, PLAIN)
                    .times(15, STEADY)
                    .costing(45, 320),
            vendor("Glovewright", CLINICAL)
                    .of(DENTAL)
                    .marked(CAPITALS, LEGAL)
                    .times(19, STEADY)
                    .costing(20, 140)
                    .in("Front desk", CLEANING),
            vendor("Radiant Plate Imaging", EQUIPMENT)
                    .of(DENTAL)
                    .marked(LEGAL)
                    .times(4, STEADY)
                    .costing(300, 2600),
            vendor("Steriline Waste", CLEANING)
                    .of(DENTAL)
                    .marked(CAPITALS)
                    .times(15, STEADY)
                    .costing(55, 130),
            vendor("Chairside Journal", SOFTWARE)
                    .of(DENTAL)
                    .marked(WEB)
                    .times(12, STEADY)
                    .costing(18, 18),
            vendor("Pixelhorn", SOFTWARE)
                    .of(STUDIO)
                    .marked(WEB, CAPITALS)
                    .times(15, STEADY)
                    .costing(11, 85),
            vendor("Fontanelle Type", SOFTWARE)
                    .of(STUDIO)
                    .marked(WEB, LEGAL)
                    .times(9, STEADY)
                    .costing(20, 240)
                    .in("Client work", INGREDIENTS),
            vendor("Druckerei Weißmoor", ADVERTISING)
                    .of(STUDIO)
                    .marked(PLAIN, CAPITALS)
                    .times(16, HOLIDAYS)
                    .costing(40, 780)
                    .in("Client work", INGREDIENTS),
            vendor("Atelier Papír", INGREDIENTS)
                    .of(STUDIO)
                    .marked(PLAIN, STORE)
                    .times(18, STEADY)
                    .costing(8, 160),
            vendor("Lensgarten", EQUIPMENT)
                    .of(STUDIO)
                    .marked(STORE, CAPITALS)
                    .times(10, STEADY)
                    .costing(30, 1500),
            vendor("Stock & Shutter", INGREDIENTS)
                    .of(STUDIO)
                    .marked(WEB)
                    .times(19, STEADY)
                    .costing(6, 120)
                    .since(2025, SOFTWARE),
            vendor("Greenwhistle Nursery", PLANTS)
                    .of(GARDENS)
                    .marked(STORE, LEGAL)
                    .times(38, GROWING)
                    .costing(25, 640),
            vendor("Loamwick", PLANTS)
                    .of(GARDENS)
                    .marked(CAPITALS, LEGAL)
                    .times(21, GROWING)
                    .costing(40, 420),
            vendor("Stonnock Aggregates", INGREDIENTS)
                    .of(GARDENS)
                    .marked(LEGAL, CAPITALS)
                    .times(16, SUMMER)
                    .costing(70, 780),
            vendor("Mowgarth Machinery", REPAIRS)
                    .of(GARDENS)
                    .marked(PLAIN, STORE)
                    .times(14, SUMMER)
                    .costing(15, 1200)
                    .above(500, EQUIPMENT),
            vendor("Rainlathe Irrigation", INGREDIENTS)
                    .of(GARDENS)
                    .marked(WEB, LEGAL)
                    .times(10, SUMMER)
                    .costing(20, 310),
            vendor("Tipfield Waste", CLEANING)
                    .of(GARDENS)
                    .marked(CAPITALS, TERMINAL)
                    .times(19, GROWING)
                    .costing(18, 120));

    private Vendors() {}

    private static Vendor vendor(String name, String account) {
        return new Vendor(name, account);
    }
}
