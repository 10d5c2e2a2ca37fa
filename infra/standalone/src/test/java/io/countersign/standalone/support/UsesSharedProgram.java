package io.countersign.standalone.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that call the one program, which is started for the first of them and stopped after the last. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UsesSharedProgram.Starter.class)
@Tag("program")
public @interface UsesSharedProgram {
    /** Keeps the program in the store of the whole run. */
    final class Starter implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(UsesSharedProgram.class))
                    .computeIfAbsent("program", key -> Program.start(), Program.class);
        }
    }
}
