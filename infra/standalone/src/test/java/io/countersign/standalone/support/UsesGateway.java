package io.countersign.standalone.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests through the real gateway. Without an installed HAProxy they are skipped, or fail where
 * {@code COUNTERSIGN_GATEWAY=required} or {@code CI=true} says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UsesGateway.Condition.class)
public @interface UsesGateway {
    /** Looks whether there is one. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Gateway.find().isPresent()) {
                return ConditionEvaluationResult.enabled("There is an HAProxy");
            }
            String missing = "There is no HAProxy: install one, or name it in HAPROXY_BIN";
            if ("required".equals(System.getenv("COUNTERSIGN_GATEWAY")) || "true".equals(System.getenv("CI"))) {
                throw new ExtensionConfigurationException(missing);
            }
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}
