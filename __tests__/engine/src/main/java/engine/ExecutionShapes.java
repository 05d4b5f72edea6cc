package engine;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kestra.core.models.executions.Execution;
import jakarta.inject.Singleton;

/** An execution as the routes answer it: before 2.0 as the engine writes it, from 2.0 on with less of it. */
@Singleton
public class ExecutionShapes {
    private static final List<String> OF_TASK_RUN = List.of(
        "id", "taskId", "parentTaskRunId", "value", "attempts", "assets", "state", "iteration", "dynamic", "forceExecution");
    private static final List<String> NOT_IN_LIST = List.of("taskRunList", "variables", "metadata", "traceParent", "fixtures", "breakpoints");

    private final ObjectMapper json;
    private final Generation generation;

    ExecutionShapes(ObjectMapper json, Generation generation) {
        this.json = json;
        this.generation = generation;
    }

    ObjectNode begun(Execution execution) {
        String[] parts = { execution.getTenantId(), "executions", execution.getNamespace(), execution.getFlowId(), execution.getId() };
        return tree(execution).put("url", "/ui/" + String.join("/", parts));
    }

    ObjectNode read(Execution execution) {
        if (generation.isBefore2()) {
            return tree(execution);
        }
        ObjectNode read = withTenant(execution);
        for (JsonNode run : read.withArray("taskRunList")) {
            ((ObjectNode) run).retain(OF_TASK_RUN);
        }
        return read;
    }

    ObjectNode listed(Execution execution) {
        return generation.isBefore2() ? tree(execution) : withTenant(execution).remove(NOT_IN_LIST);
    }

    private ObjectNode withTenant(Execution execution) {
        ObjectNode tree = tree(execution);
        tree.remove("deleted");
        return tree.put("tenantId", execution.getTenantId());
    }

    private ObjectNode tree(Execution execution) {
        return json.valueToTree(execution);
    }
}
