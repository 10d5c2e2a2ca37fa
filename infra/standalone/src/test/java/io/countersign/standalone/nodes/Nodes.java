package io.countersign.standalone.nodes;

import static io.countersign.standalone.support.SidePrograms.PASSWORD;
import static io.countersign.testkit.Client.json;

import io.countersign.standalone.support.ChildProgram;
import io.countersign.standalone.support.Gateway;
import io.countersign.standalone.support.SidePrograms;
import io.countersign.standalone.support.TestStore;
import io.countersign.testkit.Client;
import io.countersign.testkit.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three programs of each side on one database, all started at once, and a gateway in front where there is one. */
final class Nodes implements AutoCloseable {
    static final int EACH = 3;
    private static final String[] SMALL = {
        "--countersign.database.pool-size=12",
        "--countersign.shutdown.drain=3s",
        "--server.forward-headers-strategy=native"
    };

    private final SidePrograms sides;
    private final String[] options;
    private final List<Integer> commandPorts = freePorts();
    private final List<Integer> queryPorts = freePorts();
    private final String commandSide;
    private final Gateway gateway;
    private final ChildProgram[] commands = new ChildProgram[EACH];
    private final ChildProgram[] queries = new ChildProgram[EACH];

    /** @param store that says where the events are */
    Nodes(Path dataDir, TestStore store) throws IOException {
        options = Stream.of(SMALL, store.options()).flatMap(Stream::of).toArray(String[]::new);
        int internalPort = SidePrograms.freePort();
        sides = new SidePrograms(dataDir);
        boolean hasGateway = Gateway.find().isPresent();
        gateway = hasGateway ? Gateway.start(internalPort, commandPorts, queryPorts) : null;
        commandSide = "http://127.0.0.1:" + (hasGateway ? internalPort : commandPorts.get(0));
        for (int i = 0; i < EACH; i++) {
            startCommandSide(i);
            startQuerySide(i);
        }
    }

    private static List<Integer> freePorts() {
        return IntStream.range(0, EACH).mapToObj(i -> SidePrograms.freePort()).toList();
    }

    void startCommandSide(int node) throws IOException {
        commands[node] = sides.startCommandSide(commandPorts.get(node), options);
    }

    void startQuerySide(int node) throws IOException {
        queries[node] = sides.startQuerySide(queryPorts.get(node), commandSide, options);
    }

    ChildProgram commandSide(int node) {
        return commands[node];
    }

    ChildProgram querySide(int node) {
        return queries[node];
    }

    /** Every node, those of the command side first; waits until each is ready. */
    List<Client> clients(String token) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (ChildProgram program :
                Stream.of(commands, queries).flatMap(Stream::of).toList()) {
            clients.add(program.client().withToken(token));
        }
        return clients;
    }

    List<Client> commandSides(String token) throws Exception {
        return clients(token).subList(0, EACH);
    }

    List<Client> querySides(String token) throws Exception {
        return clients(token).subList(EACH, 2 * EACH);
    }

    Gateway gateway() {
        return gateway;
    }

    EmbeddedDatabase database() {
        return sides.database();
    }

    /** The token of someone who has signed in at one of the nodes. */
    String login(String email, int node) throws Exception {
        return commands[node]
                .client()
                .post("/api/auth/login", json("{'email': '%s', 'password': '%s'}", email, PASSWORD))
                .mustBe(200)
                .json()
                .path("access_token")
                .asString();
    }

    /** How many projections each process of the query side follows. */
    List<Integer> shares() {
        return database().jdbc().sql("""
                        select count(*)
                        from read_model.token
                        where owner is not null and updated_at::timestamptz > now() - interval '5 seconds'
                        group by owner
                        order by 1
                        """).query(Integer.class).list();
    }

    /** Which node follows a projection; -1 for none that runs. */
    int follower(String projection) {
        String owner = database()
                .jdbc()
                .sql("select coalesce(owner, '') from read_model.token where processor = :name")
                .param("name", projection)
                .query(String.class)
                .single();
        return IntStream.range(0, EACH)
                .filter(i -> owner.startsWith(queries[i].pid() + "@"))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        sides.close();
    }
}
