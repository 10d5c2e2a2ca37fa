package io.countersign.standalone.pages;

import io.countersign.standalone.support.Program;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Tests that drive the pages of a program with demonstration data in Chromium; their methods take {@link Visitors}.
 * Without a Chromium they are skipped, or fail where {@code COUNTERSIGN_BROWSER=required} or {@code CI=true} says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UsesBrowser.Starter.class)
@Tag("program")
@interface UsesBrowser {
    /** Keeps the program and the browser for the whole run, and looks after each test's visitors. */
    final class Starter implements ExecutionCondition, ParameterResolver, AfterEachCallback {
        private static final Namespace NAMESPACE = Namespace.create(UsesBrowser.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean isStarted = context.getRoot().getStore(NAMESPACE).get("chromium") != null;
            if (!isStarted && !Program.hasRoom()) {
                return ConditionEvaluationResult.disabled(Program.NO_ROOM);
            }
            if (Chromium.find().isPresent()) {
                return ConditionEvaluationResult.enabled("There is a Chromium");
            }
            String missing = "There is no Chromium: install one, or name it in CHROME_BIN";
            if (isRequired()) {
                throw new ExtensionConfigurationException(missing);
            }
            return ConditionEvaluationResult.disabled(missing);
        }

        private static boolean isRequired() {
            return "required".equals(System.getenv("COUNTERSIGN_BROWSER")) || "true".equals(System.getenv("CI"));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Visitors.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Chromium chromium = context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent("chromium", key -> Chromium.start(), Chromium.class);
            return context.getStore(NAMESPACE)
                    .computeIfAbsent("visitors", key -> new Visitors(chromium), Visitors.class);
        }

        /** Before the store closes them, so that what pages complained of fails the test. */
        @Override
        public void afterEach(ExtensionContext context) {
            Visitors visitors = context.getStore(NAMESPACE).get("visitors", Visitors.class);
            if (visitors != null) {
                visitors.mustHaveNoComplaints();
            }
        }
    }
}
