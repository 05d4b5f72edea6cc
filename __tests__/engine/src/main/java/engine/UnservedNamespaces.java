package engine;

import java.util.List;
import java.util.Map;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.*;

/** Routes on namespaces of which hardly any test needs one. */
@Controller("/api/v1/{tenant}/namespaces")
public class UnservedNamespaces {
    @Post("/autocomplete")
    public HttpResponse<?> autocomplete() {
        return Unserved.route("autocompleteNamespaces");
    }

    @Get("/search")
    public HttpResponse<?> search() {
        return Unserved.route("searchNamespaces");
    }

    @Get("/{id}")
    public HttpResponse<?> get() {
        return Unserved.route("getNamespace");
    }

    @Get("/{namespace}/dependencies")
    public HttpResponse<?> dependencies() {
        return Unserved.route("getFlowDependenciesFromNamespace");
    }

    /** As the open-source edition: those of its environment, whatever the namespace. */
    @Get("/{namespace}/inherited-secrets")
    public Map<String, List<String>> inheritedSecrets(String namespace) {
        return Map.of(namespace, List.of("DB_PASSWORD"));
    }

    /** Moved out of the namespaces in 1.3. */
    @Controller("/api/v1/{tenant}/namespaces/{namespace}/secrets")
    @Requires(property = Generation.PROPERTY, value = Generation.OF_1)
    static class Of1 {
        @Get
        public HttpResponse<?> secrets() {
            return Unserved.route("listNamespaceSecrets");
        }
    }
}
