package engine;

import io.kestra.core.utils.VersionProvider;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;

/**
 * What differs between the servers before 2.0 and from 2.0 on, in the web layer that Maven Central does not carry. Routes that
 * only one of them has are in controllers of their own, which require the property.
 */
@Singleton
public class Generation {
    static final String PROPERTY = "engine.generation";
    static final String OF_1 = "1";
    static final String OF_2 = "2";

    private final String version;
    private final boolean isBefore2;

    Generation(VersionProvider versionProvider, @Property(name = PROPERTY) String generation) {
        this.version = versionProvider.getVersion();
        this.isBefore2 = generation.equals(OF_1);
    }

    String version() {
        return version;
    }

    boolean isBefore2() {
        return isBefore2;
    }
}
