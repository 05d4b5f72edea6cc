package engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kestra.core.plugins.PluginRegistry;
import io.kestra.core.plugins.RegisteredPlugin;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What runs, and what could: the executions of a tenant, and every type of task that this version of Kestra registers. */
@Controller("/_control")
public class Executions {
    private final ExecutionRepositoryInterface executions;
    private final PluginRegistry plugins;

    Executions(ExecutionRepositoryInterface executions, PluginRegistry plugins) {
        this.executions = executions;
        this.plugins = plugins;
    }

    @Get("/executions")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public List<Map<String, String>> executions(@QueryValue String tenant) {
        return executions.findAllAsync(tenant)
            .map(execution -> Map.of("id", execution.getId(), "namespace", execution.getNamespace(), "flowId", execution.getFlowId()))
            .collectList().block();
    }

    /** `tasks`: the names of the classes; `aliases`: from an older name to the one of the class. */
    @Get("/plugins")
    public Map<String, Object> plugins() {
        List<RegisteredPlugin> registered = plugins.plugins();
        Map<String, String> aliases = new TreeMap<>();
        for (RegisteredPlugin plugin : registered) {
            plugin.getAliases().values().forEach(alias -> aliases.put(alias.getKey(), alias.getValue().getName()));
        }
        return Map.of(
            "tasks", registered.stream().flatMap(plugin -> plugin.getTasks().stream()).map(Class::getName).sorted().toList(),
            "aliases", aliases
        );
    }
}
