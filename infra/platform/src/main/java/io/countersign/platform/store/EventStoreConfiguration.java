package io.countersign.platform.store;

import io.countersign.events.EventJson;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.RevisionResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** The parts of the event store that are the same on PostgreSQL and on Axon Server: serializers, tokens, the clock. */
@Configuration
class EventStoreConfiguration {
    /** What times hold in PostgreSQL, and so everywhere. */
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);
    /** A node that hasn't renewed its claim on a token for so long has lost it; renewed several times a second. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(5);

    @SuppressWarnings("StaticAssignmentInConstructor")
    EventStoreConfiguration() {
        GenericEventMessage.clock = Clock.tick(Clock.systemUTC(), MICROSECOND);
    }

    /** Axon would make this itself, but on Boot 4 it looks before there is a transaction manager, and goes without. */
    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    @Primary
    Serializer serializer(RevisionResolver revisions) {
        return json(revisions);
    }

    @Bean
    @Qualifier("messageSerializer")
    Serializer messageSerializer(RevisionResolver revisions) {
        return json(revisions);
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(RevisionResolver revisions) {
        return json(revisions);
    }

    private static Jackson3Serializer json(RevisionResolver revisions) {
        return Jackson3Serializer.builder()
                .revisionResolver(revisions)
                .jsonMapperBuilderCustomizer(EventJson::configure)
                .build();
    }

    @Bean
    TokenSchema tokenSchema() {
        return TokenSchema.builder()
                .setTokenTable("read_model.token")
                .setProcessorNameColumn("processor")
                .setSegmentColumn("segment")
                .setTokenColumn("token")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("updated_at")
                .setOwnerColumn("owner")
                .build();
    }

    @Bean
    NodeName nodeName() {
        return NodeName.fresh();
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, Serializer serializer, TokenSchema schema, NodeName node) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(schema)
                .nodeId(node.value())
                .claimTimeout(DEAD_AFTER)
                .build();
    }
}
