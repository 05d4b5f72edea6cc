package engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kestra.core.docs.JsonSchemaGenerator;
import io.kestra.core.models.flows.Flow;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The version probe, the health probe and the flow schema. */
@Controller
@ExecuteOn(TaskExecutors.IO)
public class MiscController {
    private final Generation generation;
    private final JsonSchemaGenerator schemas;
    private Map<String, Object> flowSchema;

    MiscController(Generation generation, JsonSchemaGenerator schemas) {
        this.generation = generation;
        this.schemas = schemas;
    }

    @Get("/ping")
    public String ping() {
        return "pong";
    }

    @Get("/api/v1/configs")
    public Map<String, Object> configs() {
        Map<String, Object> configs = new HashMap<>(Map.of(
            "uuid", "engine",
            "version", generation.version(),
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

    @Get("/api/v1/plugins/schemas/flow")
    public synchronized HttpResponse<Map<String, Object>> flowSchema() {
        if (flowSchema == null) {
            flowSchema = schemas.schemas(Flow.class);
        }
        return HttpResponse.ok(flowSchema).header("cache-control", "public, max-age=3600");
    }
}
