package io.countersign.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.countersign.events.EventJson;
import io.countersign.query.pages.WebPage;
import io.countersign.testkit.LocaleRules;
import java.sql.Connection;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.spring.stereotype.Aggregate;
import org.slf4j.Logger;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The walls of the house: who may know whom. */
@AnalyzeClasses(
        packages = "io.countersign",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestKit.class})
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> COMMAND_SIDE = resideInAPackage("io.countersign.command..");
    private static final DescribedPredicate<JavaClass> QUERY_SIDE = resideInAPackage("io.countersign.query..");
    private static final DescribedPredicate<JavaClass> SHARED =
            resideInAnyPackage("io.countersign.events..", "io.countersign.policy..");

    @ArchTest
    static final ArchTests the_same_under_every_default_locale = ArchTests.in(LocaleRules.class);

    /** RE2/J is in it since both sides must match rules alike, and in linear time. */
    @ArchTest
    static final ArchRule shared_events_know_java_annotations_and_re2_only = classes()
            .that(SHARED)
            .and()
            .doNotBelongToAnyOf(EventJson.class)
            .should()
            .onlyDependOnClassesThat(SHARED.or(resideInAnyPackage(
                            "java..",
                            "com.fasterxml.jackson.annotation..",
                            "com.google.re2j..",
                            "org.jspecify.annotations..",
                            "org.jetbrains.annotations.."))
                    .or(JavaClass.Predicates.type(org.axonframework.serialization.Revision.class)));

    @ArchTest
    static final ArchRule event_json_may_know_jackson_too = classes()
            .that()
            .belongToAnyOf(EventJson.class)
            .should()
            .onlyDependOnClassesThat(
                    SHARED.or(resideInAnyPackage("java..", "com.fasterxml.jackson.annotation..", "tools.jackson..")));

    @ArchTest
    static final ArchRule the_policy_asks_no_clock = noClasses()
            .that()
            .resideInAPackage("io.countersign.policy..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now");

    @ArchTest
    static final ArchRule no_packages_depend_on_each_other_in_a_circle =
            slices().matching("io.countersign.(**)").should().beFreeOfCycles();

    /** The two event stores know what is common to them, and neither is known there. */
    @ArchTest
    static final ArchRule the_general_event_store_knows_neither_postgresql_nor_axon_server = noClasses()
            .that()
            .resideInAPackage("io.countersign.platform.store")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.countersign.platform.store.*..");

    @ArchTest
    static final ArchRule the_platform_knows_neither_side = noClasses()
            .that()
            .resideInAPackage("io.countersign.platform..")
            .should()
            .dependOnClassesThat(COMMAND_SIDE.or(QUERY_SIDE).or(resideInAPackage("io.countersign.standalone..")));

    @ArchTest
    static final ArchRule commands_do_not_know_queries =
            noClasses().that(COMMAND_SIDE).should().dependOnClassesThat(QUERY_SIDE);

    @ArchTest
    static final ArchRule queries_do_not_know_commands =
            noClasses().that(QUERY_SIDE).should().dependOnClassesThat(COMMAND_SIDE);

    @ArchTest
    static final ArchRule nobody_knows_the_whole_program_but_benchmarks = noClasses()
            .that()
            .resideOutsideOfPackages("io.countersign.standalone..", "io.countersign.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.countersign.standalone..");

    @ArchTest
    static final ArchRule nothing_but_the_whole_program_knows_both_sides = classes()
            .that(knowBothSides())
            .should()
            .resideInAnyPackage("io.countersign.standalone..", "io.countersign.bench..");

    @ArchTest
    static final ArchRule views_read_and_know_nothing_of_writing = noClasses()
            .that(QUERY_SIDE)
            .and()
            .haveSimpleNameEndingWith("View")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Projection")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Batch");

    @ArchTest
    static final ArchRule projections_know_no_view_and_no_api = noClasses()
            .that(QUERY_SIDE)
            .and()
            .haveSimpleNameEndingWith("Projection")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("View")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Api");

    @ArchTest
    static final ArchRule apis_translate_and_do_not_ask_the_database = noClasses()
            .that()
            .haveSimpleNameEndingWith("Api")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcClient.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(JdbcOperations.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(JdbcTemplate.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(DataSource.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Connection.class);

    @ArchTest
    static final ArchRule pages_ask_views_and_never_the_database = noClasses()
            .that()
            .areAnnotatedWith(WebPage.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(JdbcClient.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(JdbcOperations.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(DataSource.class);

    @ArchTest
    static final ArchRule views_know_no_page = noClasses()
            .that(QUERY_SIDE)
            .and()
            .haveSimpleNameEndingWith("View")
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(WebPage.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.countersign.query.pages..");

    @ArchTest
    static final ArchRule aggregates_have_no_clock_no_log_and_no_database = noClasses()
            .that()
            .areAnnotatedWith(Aggregate.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Logger.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule messages_are_told_by_their_tense = noClasses()
            .that(COMMAND_SIDE.or(QUERY_SIDE).or(SHARED))
            .and()
            .areRecords()
            .should()
            .haveSimpleNameEndingWith("Command")
            .orShould()
            .haveSimpleNameEndingWith("Event")
            .orShould()
            .haveSimpleNameEndingWith("Query")
            .orShould()
            .haveSimpleNameEndingWith("Message");

    @ArchTest
    static final ArchRule what_ends_with_event_is_an_aggregates_sealed_interface = classes()
            .that()
            .resideInAPackage("io.countersign.events..")
            .and()
            .haveSimpleNameEndingWith("Event")
            .should()
            .beInterfaces();

    @ArchTest
    static final ArchRule names_say_what_a_thing_is =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper|Dto|DTO)");

    private static DescribedPredicate<JavaClass> knowBothSides() {
        return describe("know both sides", type -> dependsOn(type, COMMAND_SIDE) && dependsOn(type, QUERY_SIDE));
    }

    private static boolean dependsOn(JavaClass type, DescribedPredicate<JavaClass> side) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> side.test(dependency.getTargetClass()));
    }

    /** The test kit is for tests though it isn't in a folder of tests. */
    static final class WithoutTestKit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("testkit");
        }
    }
}
