package io.countersign.command.rules;

import io.countersign.command.decision.memory.DecisionMemory;
import io.countersign.command.decision.memory.LabelStore;
import io.countersign.command.dispatch.LocalCommands;
import io.countersign.command.rules.RuleBookCommand.ProposeMined;
import io.countersign.command.rules.mining.KnownPatterns;
import io.countersign.command.rules.mining.LabelColumns;
import io.countersign.command.rules.mining.MiningResult;
import io.countersign.command.rules.mining.RuleMining;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/**
 * Mines without holding anything up: the book is locked only once the rules are found, and then takes what is still
 * welcome to it.
 */
@Component
class RuleMiner {
    private final DecisionMemory memory;
    private final LabelStore labels;
    private final EventStore events;
    private final LocalCommands commands;

    RuleMiner(DecisionMemory memory, LabelStore labels, EventStore events, LocalCommands commands) {
        this.memory = memory;
        this.labels = labels;
        this.events = events;
        this.commands = commands;
    }

    @CommandHandler
    MinedRules decide(MineRules mine) {
        memory.see();
        if (mine.tenantId() != null) {
            memory.mustExist(mine.tenantId());
        }
        LabelColumns columns = new LabelColumns();
        labels.read(mine.tenantId(), columns::add);
        KnownPatterns known = PatternHistory.of(events.readEvents(RuleBook.idOf(mine.scope()), 0));
        MiningResult mined = new RuleMining(CandidateId::fresh).mine(columns, known, mine.options());
        List<ProposedCandidate> proposed = mined.proposed().isEmpty()
                ? List.of()
                : commands.sendAndWait(new ProposeMined(mine.scope(), mined.proposed()));
        return new MinedRules(proposed, mined.consideredLabels());
    }
}
