package io.countersign.loader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The source of a data set: a named file, the shared folder, or the sample in this program. */
record DataSetSource(String fileName, Opener opener) {

    private static final Path SHARED = Path.of("..", "shared", "data");
    private static final String SAMPLE = "brightwater-2023-2025.csv";

    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** The named files; without any, those of {@code ../shared/data}; without that, the sample in this program. */
    static List<DataSetSource> choose(List<Path> named, Path workingDirectory) throws LoadFailure {
        for (Path file : named) {
            if (!Files.isReadable(workingDirectory.resolve(file))) {
                throw new LoadFailure("There is no file %s that can be read.".formatted(file));
            }
        }
        if (!named.isEmpty())
            return named.stream()
                    .map(workingDirectory::resolve)
                    .map(DataSetSource::file)
                    .toList();
        var shared = shared(workingDirectory.resolve(SHARED));
        return shared.isEmpty() ? List.of(sample()) : shared;
    }

    static DataSetSource file(Path file) {
        return new DataSetSource(file.getFileName().toString(), () -> Files.newInputStream(file));
    }

    static DataSetSource sample() {
        return new DataSetSource(SAMPLE, () -> DataSetSource.class.getResourceAsStream("/sample/" + SAMPLE));
    }

    /** The file's name without {@code .csv} or {@code .csv.gz}. */
    String dataSetName() {
        return fileName.replaceFirst("(?i)(\\.csv)?(\\.gz)?$", "");
    }

    List<Transaction> read() throws LoadFailure {
        try (InputStream content = opener.open()) {
            return TransactionFile.read(fileName, content);
        } catch (IOException unreadable) {
            throw new LoadFailure("%s can't be read: %s.".formatted(fileName, unreadable.getMessage()), unreadable);
        }
    }

    private static List<DataSetSource> shared(Path folder) throws LoadFailure {
        if (!Files.isDirectory(folder)) return List.of();
        var files = new ArrayList<Path>();
        try (var listing = Files.newDirectoryStream(folder, "*.csv.gz")) {
            listing.forEach(files::add);
        } catch (IOException unreadable) {
            throw new LoadFailure("The folder %s can't be read.".formatted(folder), unreadable);
        }
        return files.stream().sorted().map(DataSetSource::file).toList();
    }
}
