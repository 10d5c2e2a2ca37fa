package io.countersign.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every relative link in the project's documents leads to a file that is there, and to a heading of it if it names one. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "countersign-data");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("\\[[^\\[\\]]*]\\(([^()\\s]+)\\)");
    private static final Pattern OTHER_SITE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?)\\s*$");

    @ParameterizedTest
    @MethodSource("documents")
    void every_relative_link_leads_somewhere(String document) throws IOException {
        Path file = ROOT.resolve(document);

        assertThat(links(file).filter(link -> !leadsSomewhere(file, link)))
                .as("links of %s that lead nowhere", document)
                .isEmpty();
    }

    @Test
    void the_documents_are_found_with_their_links() throws IOException {
        assertThat(documents())
                .contains("README.md", "CONTRIBUTING.md", "docs/architecture.md", "infra/platform/README.md");
        assertThat(links(ROOT.resolve("README.md"))).contains("docs/domain.md");
    }

    @Test
    void a_heading_is_named_as_the_sites_that_render_it_name_it() {
        assertThat(anchors("# Erase a person\n## `as_of`, and more?\n## Twice\n## Twice\n## [Linked](x.md) – text\n"))
                .containsExactlyInAnyOrder("erase-a-person", "as_of-and-more", "twice", "twice-1", "linked--text");
    }

    private static boolean leadsSomewhere(Path from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from : from.resolveSibling(path).normalize();
        return Files.exists(target) && (hash < 0 || anchors(read(target)).contains(link.substring(hash + 1)));
    }

    private static Stream<String> links(Path document) {
        String text = CODE_BLOCK.matcher(read(document)).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !OTHER_SITE.matcher(link).matches());
    }

    /** What headings are called in links: lower case, without punctuation, hyphens for spaces, and a number from the second on. */
    private static Set<String> anchors(String markdown) {
        Map<String, Integer> times = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(CODE_BLOCK.matcher(markdown).replaceAll(""))
                .results()
                .map(DocumentLinksTest::anchor)
                .forEach(anchor -> {
                    int before = times.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    private static String anchor(MatchResult heading) {
        return LINK.matcher(heading.group(1))
                .replaceAll(link -> link.group().substring(1, link.group().indexOf(']')))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean isOurs = directory.equals(ROOT) || !name.startsWith(".") && !NOT_OURS.contains(name);
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    documents.add(ROOT.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("Can't read " + file, e);
        }
    }
}
