package engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.kestra.core.docs.JsonSchemaGenerator;
import io.kestra.core.models.dashboards.Dashboard;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.plugins.PluginRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The version probe, the health probe, the schemas and what types give. */
@Controller
@ExecuteOn(TaskExecutors.IO)
public class MiscController {
    private final Generation generation;
    private final JsonSchemaGenerator schemas;
    private final PluginRegistry plugins;
    private final Map<String, Map<String, Object>> schemaByType = new ConcurrentHashMap<>();

    MiscController(Generation generation, JsonSchemaGenerator schemas, PluginRegistry plugins) {
        this.generation = generation;
        this.schemas = schemas;
        this.plugins = plugins;
    }

    @Get("/ping")
    public String ping() {
        return "pong";
    }

    @Get("/api/v1/configs")
    public Map<String, Object> configs(HttpRequest<?> request) {
        boolean isRelease = generation.isBefore2() || OpenSource.isChosen(request);
        Map<String, Object> configs = new HashMap<>(Map.of(
            "uuid", "engine",
            "version", isRelease ? generation.version() : generation.version() + "-SNAPSHOT",
            "edition", "OSS",
            "isCustomDashboardsEnabled", true,
            "isAnonymousUsageEnabled", false,
            "isUiAnonymousUsageEnabled", false,
            "preview", Map.of("initial", 100, "max", 5000),
            "systemNamespace", "system",
            "hiddenLabelsPrefixes", List.of("system.", "internal."),
            "pluginsHash", 0
        ));
        configs.putAll(Map.of("isAiEnabled", false, "isBasicAuthInitialized", true));
        return configs;
    }

    @Get("/api/v1/plugins/schemas/{type}")
    public HttpResponse<?> schema(String type) {
        return switch (type) {
            case "flow" -> schemaOf(type, Flow.class);
            case "dashboard" -> schemaOf(type, Dashboard.class);
            default -> Unserved.route("getSchemasFromType");
        };
    }

    /** Only what the type gives: the product asks for nothing else of it. */
    @Get("/api/v1/plugins/{type}")
    public HttpResponse<?> plugin(String type) {
        Class<?> found = plugins.findClassByIdentifier(type);
        if (found == null) return HttpResponse.notFound();
        return HttpResponse.ok(Map.of("schema", Map.of("outputs", schemas.outputs(null, found))))
            .header("cache-control", "public, max-age=3600");
    }

    private HttpResponse<?> schemaOf(String type, Class<?> described) {
        Map<String, Object> schema = schemaByType.computeIfAbsent(type, missing -> schemas.schemas(described));
        return HttpResponse.ok(schema).header("cache-control", "public, max-age=3600");
    }
}
