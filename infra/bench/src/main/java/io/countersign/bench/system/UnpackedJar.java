package io.countersign.bench.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes and libraries of this program, unpacked to files for the class path of JVMs that JMH starts. Those cannot load classes from jars within a jar.
 */
public final class UnpackedJar implements AutoCloseable {
    private static final String CLASS_PATH = "java.class.path";
    private static final Path CONTENT = Path.of("BOOT-INF");

    private final Path directory;
    private final String before = System.getProperty(CLASS_PATH);

    private UnpackedJar(Path directory) {
        this.directory = directory;
    }

    public static UnpackedJar unpacked() throws IOException {
        UnpackedJar own = new UnpackedJar(Files.createTempDirectory("countersign-bench-jar"));
        if (own.before.endsWith(".jar") && !own.before.contains(File.pathSeparator)) {
            own.unpack();
            Path content = own.directory.resolve(CONTENT);
            System.setProperty(
                    CLASS_PATH, content.resolve("classes") + File.pathSeparator + content.resolve("lib") + "/*");
        }
        return own;
    }

    private void unpack() throws IOException {
        try (ZipFile jar = new ZipFile(before)) {
            for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (file.startsWith(directory.resolve(CONTENT))) {
                    Files.createDirectories(file.getParent());
                    Files.copy(jar.getInputStream(entry), file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        System.setProperty(CLASS_PATH, before);
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
