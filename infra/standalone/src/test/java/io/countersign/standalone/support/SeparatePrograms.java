package io.countersign.standalone.support;

import static io.countersign.standalone.support.SidePrograms.PASSWORD;
import static io.countersign.testkit.Client.json;

import io.countersign.testkit.Answer;
import io.countersign.testkit.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** One program of each side. */
public final class SeparatePrograms implements AutoCloseable {
    private final SidePrograms sides;
    private final int commandPort = SidePrograms.freePort();
    private ChildProgram command;
    private ChildProgram query;

    /** @param dataDir as in {@link SidePrograms} */
    public SeparatePrograms(Path dataDir) throws IOException {
        this.sides = new SidePrograms(dataDir);
    }

    public ChildProgram startCommandSide() throws IOException {
        command = sides.startCommandSide(commandPort);
        return command;
    }

    public ChildProgram startQuerySide() throws IOException {
        query = sides.startQuerySide(0, "http://127.0.0.1:" + commandPort);
        return query;
    }

    public ChildProgram command() {
        return command;
    }

    public Connection connect(String user) throws SQLException {
        return sides.connect(user);
    }

    /** Somebody without a token. */
    public Someone anybody() throws Exception {
        return new Someone(command.client(), query.client());
    }

    /** Someone who has signed in where that is done, and whose token both know. */
    public Someone login(String email) throws Exception {
        Answer answer = command.client()
                .post("/api/auth/login", json("{'email': '%s', 'password': '%s'}", email, PASSWORD))
                .mustBe(200);
        return anybody().withToken(answer.json().path("access_token").asString());
    }

    @Override
    public void close() throws Exception {
        sides.close();
    }

    /** Sends changes to one program and asks the other, as a gateway does for everyone. */
    public record Someone(Client commands, Client queries) {
        public Someone withToken(String token) {
            return new Someone(commands.withToken(token), queries.withToken(token));
        }

        public Answer post(String path, String json) {
            Answer answer = commands.post(path, json);
            answer.header("Countersign-Consistency").ifPresent(queries::wrote);
            return answer;
        }

        public Answer get(String path) {
            return queries.get(path);
        }

        public String userId() {
            return commands.get("/api/auth/me")
                    .mustBe(200)
                    .json()
                    .path("user_id")
                    .asString();
        }
    }
}
