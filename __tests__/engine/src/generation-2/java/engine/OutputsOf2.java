package engine;

import java.util.*;

import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.TaskOutput;
import io.kestra.core.models.executions.TaskRun;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.repositories.TaskOutputRepositoryInterface;
import io.kestra.core.services.TaskOutputService;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Outputs of tasks, which an execution of 2.0 does not carry any longer. */
@Controller("/api/v1/{tenant}/outputs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class OutputsOf2 {
    private final ExecutionRepositoryInterface executions;
    private final TaskOutputRepositoryInterface outputs;
    private final TaskOutputService service;

    OutputsOf2(ExecutionRepositoryInterface executions, TaskOutputRepositoryInterface outputs, TaskOutputService service) {
        this.executions = executions;
        this.outputs = outputs;
        this.service = service;
    }

    @Get("/{executionId}")
    public List<Map<String, Object>> list(String tenant, String executionId) throws InternalException {
        Execution execution = find(tenant, executionId);
        List<Map<String, Object>> all = new ArrayList<>();
        for (TaskOutput output : outputs.findByExecution(execution)) {
            TaskRun run = execution.findTaskRunByTaskRunId(output.taskRunId());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("taskId", run.getTaskId());
            one.put("taskRunId", run.getId());
            one.put("value", run.getValue());
            one.put("iteration", run.getIteration());
            one.put("inline", output.value() != null);
            all.add(one);
        }
        return all;
    }

    @Get("/{executionId}/{taskRunId}")
    public Map<String, Object> get(String tenant, String executionId, String taskRunId) throws InternalException {
        return service.getOutputs(find(tenant, executionId).findTaskRunByTaskRunId(taskRunId));
    }

    private Execution find(String tenant, String executionId) {
        return executions.findById(tenant, executionId).orElseThrow(NoSuchElementException::new);
    }
}
