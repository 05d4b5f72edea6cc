package engine;

import io.kestra.core.utils.VersionProvider;
import jakarta.inject.Singleton;

/** What differs between the servers before 2.0 and from 2.0 on, in the web layer that Maven Central does not carry. */
@Singleton
public class Generation {
    private final String version;

    Generation(VersionProvider versionProvider) {
        this.version = versionProvider.getVersion();
    }

    String version() {
        return version;
    }

    boolean isBefore2() {
        return version.startsWith("0.") || version.startsWith("1.");
    }
}
