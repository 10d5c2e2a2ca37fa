package io.countersign.standalone.support;

import io.countersign.testkit.EmbeddedDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.FileSystemUtils;

/**
 * A program unpacked from its jar, with an archive of the classes that a start loads (class-data sharing): it is ready in
 * about half the time. Made beside the jar by the first test of a build that starts the program; all others, in other
 * processes too, wait for it.
 */
final class UnpackedProgram {
    private static final Map<Path, UnpackedProgram> UNPACKED = new ConcurrentHashMap<>();
    private static final String FINISHED = "finished";

    private final Path jar;
    private final Path directory;

    private UnpackedProgram(Path jar) {
        this.jar = jar.toAbsolutePath();
        this.directory = this.jar.resolveSibling("unpacked-" + this.jar.getFileName());
    }

    /** The options of Java that run the program in a jar. */
    static List<String> run(Path jar) {
        UnpackedProgram program = UNPACKED.computeIfAbsent(jar, UnpackedProgram::finished);
        return List.of(
                "-XX:SharedArchiveFile=" + program.archive(),
                "-jar",
                program.unpackedJar().toString());
    }

    private static UnpackedProgram finished(Path jar) {
        UnpackedProgram program = new UnpackedProgram(jar);
        Path lock = program.jar.resolveSibling(program.jar.getFileName() + ".lock");
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = file.lock()) {
            if (!program.isFinished()) {
                program.unpack();
                program.archiveClasses();
                Files.writeString(program.directory.resolve(FINISHED), program.version());
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFinished() throws IOException {
        Path finished = directory.resolve(FINISHED);
        return Files.exists(finished) && Files.readString(finished).equals(version());
    }

    /** Tells the jar from that of another build; its time of modification is the same in every build. */
    private String version() throws IOException {
        return Files.getAttribute(jar, "unix:ctime").toString();
    }

    private Path unpackedJar() {
        return directory.resolve(jar.getFileName());
    }

    private Path archive() {
        return directory.resolve("classes.jsa");
    }

    private void unpack() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
        java(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", directory.toString()));
    }

    /** Starts it as far as it is without serving anything. */
    private void archiveClasses() throws IOException {
        Path dataDir = Files.createTempDirectory("countersign-archive");
        // The query side waits until the command side's schemas are there.
        try (EmbeddedDatabase database = EmbeddedDatabase.with("event_store", "key_vault", "command_side")) {
            List<String> arguments = new ArrayList<>(List.of(
                    "-XX:ArchiveClassesAtExit=" + archive(),
                    "-Dspring.context.exit=onRefresh",
                    "-jar",
                    unpackedJar().toString(),
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--countersign.jwt.secret=" + Program.SECRET,
                    "--countersign.data-dir=" + dataDir));
            arguments.addAll(List.of(database.options()));
            java(arguments);
        } finally {
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }

    private static void java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(ChildProgram.JAVA);
        command.addAll(arguments);
        File output = File.createTempFile("countersign-unpacking", ".log");
        try {
            int exitCode = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "%s ended with %d:%n%s".formatted(command, exitCode, Files.readString(output.toPath())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output.toPath());
        }
    }
}
