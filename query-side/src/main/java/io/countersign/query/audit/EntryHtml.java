package io.countersign.query.audit;

import io.countersign.platform.security.Caller;
import io.countersign.query.names.UserNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Renders entries as HTML rows for one reader, outside of a request. */
final class EntryHtml {
    private final ISpringTemplateEngine templates;
    private final UserNames names;
    private final Caller reader;
    private final Map<String, Object> common;
    private final Map<String, String> users = new HashMap<>();

    /** @param common the attributes that the model of every page has */
    EntryHtml(ISpringTemplateEngine templates, UserNames names, Caller reader, Map<String, Object> common) {
        this.templates = templates;
        this.names = names;
        this.reader = reader;
        this.common = new HashMap<>(common);
    }

    String of(EntryRow entry) {
        if (entry.userId() != null) {
            users.computeIfAbsent(
                    entry.userId(), id -> names.of(Set.of(id), reader).get(id));
        }
        Context context = new Context(Locale.ENGLISH, common);
        context.setVariable("line", EntryLine.of(entry, users));
        return templates.process("entry", Set.of("entry"), context).strip();
    }
}
