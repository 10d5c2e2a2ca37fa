package io.countersign.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.Scanner;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** What makes a program give the same under every default locale and time zone of the machine. */
public final class LocaleRules {
    /** Numbers, dates and capitals; {@code %s} of a number has the same digits everywhere. */
    private static final Pattern LOCALIZED = Pattern.compile("%(\\d+\\$)?[-#+ 0,(<]*\\d*(\\.\\d+)?(?![sbcn%])[a-zA-Z]");

    private LocaleRules() {}

    @ArchTest
    static final ArchRule letters_are_folded_alike_everywhere = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .because("Turkish and Lithuanian have rules of their own; name Locale.ROOT");

    @ArchTest
    static final ArchRule numbers_and_times_are_written_alike_everywhere = noClasses()
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class)
            .orShould()
            .callMethod(java.io.PrintStream.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(java.io.PrintWriter.class, "printf", String.class, Object[].class)
            .orShould()
            .callMethod(java.io.PrintWriter.class, "format", String.class, Object[].class)
            .orShould()
            .callConstructor(Formatter.class)
            .orShould()
            .callConstructor(DecimalFormat.class, String.class)
            .orShould()
            .callConstructor(SimpleDateFormat.class, String.class)
            .orShould()
            .callConstructor(Scanner.class, InputStream.class)
            .orShould()
            .callMethod(MessageFormat.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(NumberFormat.class, "getInstance")
            .orShould()
            .callMethod(NumberFormat.class, "getNumberInstance")
            .orShould()
            .callMethod(NumberFormat.class, "getIntegerInstance")
            .orShould()
            .callMethod(NumberFormat.class, "getPercentInstance")
            .orShould()
            .callMethod(NumberFormat.class, "getCurrencyInstance")
            .orShould()
            .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
            .because("some locales have other digits; name Locale.ROOT");

    @ArchTest
    static final ArchRule formats_are_of_text_alone = classes()
            .should(formatTextAlone())
            .because("String.formatted knows no locale but the default one: use %s, or String.format with Locale.ROOT");

    @ArchTest
    static final ArchRule nobody_asks_where_the_machine_stands = noClasses()
            .should()
            .callMethod(ZoneId.class, "systemDefault")
            .orShould()
            .callMethod(TimeZone.class, "getDefault")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalTime.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Charset.class, "defaultCharset")
            .because("days are those of UTC and text is UTF-8");

    private static ArchCondition<JavaClass> formatTextAlone() {
        return new ArchCondition<>("give String.formatted no format of numbers, times or capitals") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getSource().ifPresent(source -> {
                    try (InputStream bytes = source.getUri().toURL().openStream()) {
                        new ClassReader(bytes).accept(new Formats(type, events), ClassReader.SKIP_DEBUG);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        };
    }

    /** Finds methods that call String.formatted and have a constant that is such a format. */
    private static final class Formats extends ClassVisitor {
        private final JavaClass type;
        private final ConditionEvents events;

        private Formats(JavaClass type, ConditionEvents events) {
            super(Opcodes.ASM9);
            this.type = type;
            this.events = events;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                private String last = "";

                @Override
                public void visitLdcInsn(Object constant) {
                    if (constant instanceof String text
                            && LOCALIZED.matcher(text).find()) {
                        last = text;
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String form, boolean ofInterface) {
                    if (owner.equals("java/lang/String") && called.equals("format")) {
                        last = "";
                    }
                    if (owner.equals("java/lang/String") && called.equals("formatted") && !last.isEmpty()) {
                        events.add(SimpleConditionEvent.violated(
                                type,
                                "%s.%s formats “%s” for the default locale".formatted(type.getName(), name, last)));
                        last = "";
                    }
                }
            };
        }
    }
}
