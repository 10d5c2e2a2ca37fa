package io.countersign.command.decision.memory;

import io.countersign.command.dispatch.Commands;
import io.countersign.platform.security.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes decision memory anew before the program is ready, once, where a migration found that an earlier build's won't do. */
@Component
@Order(MemoryUpgrade.WHEN_PAST_EVENTS_ARE_KNOWN)
class MemoryUpgrade implements ApplicationRunner {
    static final int WHEN_PAST_EVENTS_ARE_KNOWN = Integer.MIN_VALUE + 1;
    private static final Logger log = LoggerFactory.getLogger(MemoryUpgrade.class);

    private final JdbcTemplate jdbc;
    private final Commands commands;

    MemoryUpgrade(JdbcTemplate jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        jdbc.queryForList("select reason from command_side.outdated_memory", String.class)
                .forEach(reason -> {
                    log.info("Decision memory of an earlier build has {}; it is written anew from the events", reason);
                    commands.send(new RebuildMemory(), Origin.SYSTEM);
                });
    }
}
