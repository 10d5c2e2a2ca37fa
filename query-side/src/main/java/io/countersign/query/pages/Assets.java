package io.countersign.query.pages;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/**
 * Serves style sheets and scripts under addresses that change with their content, so that browsers can cache them forever. Scripts import each other by relative addresses, so all files share one version.
 */
@Component
public class Assets implements WebMvcConfigurer {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final String root;
    private final WebJarVersionLocator webJars = new WebJarVersionLocator();

    Assets() throws IOException {
        this.root = "/assets/" + version();
    }

    /** The address of a file in {@code assets}. */
    public String url(String file) {
        return root + "/" + file;
    }

    /** The address of a file of a WebJar. */
    public String webJar(String name, String file) {
        return "/webjars/" + webJars.path(name, file);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(root + "/**")
                .addResourceLocations("classpath:/assets/")
                .setCacheControl(FOR_EVER);
        registry.addResourceHandler("/webjars/htmx.org/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/htmx.org/")
                .setCacheControl(FOR_EVER);
    }

    private static String version() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/assets/*.*");
        // In order of names, so that every node computes the same version.
        Arrays.sort(files, Comparator.comparing(Resource::getFilename));
        MessageDigest digest = sha256();
        for (Resource file : files) {
            try (InputStream content = file.getInputStream()) {
                digest.update(content.readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
