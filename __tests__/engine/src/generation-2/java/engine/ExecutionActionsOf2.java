package engine;

import java.util.Map;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kestra.core.exceptions.ConflictException;
import io.kestra.core.exceptions.InternalException;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What is done with one execution, at the paths from 2.0 on. */
@Controller("/api/v1/{tenant}/executions")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionActionsOf2 {
    private final ExecutionRepositoryInterface executions;
    private final ExecutionQueues queues;
    private final Expressions expressions;
    private final ObjectMapper json;

    ExecutionActionsOf2(ExecutionRepositoryInterface executions, ExecutionQueues queues, Expressions expressions, ObjectMapper json) {
        this.executions = executions;
        this.queues = queues;
        this.expressions = expressions;
        this.json = json;
    }

    @Post("/{executionId}/actions/eval")
    @Consumes(MediaType.TEXT_PLAIN)
    public Map<String, String> evaluate(String tenant, String executionId, @Body String expression) {
        return expressions.ofExecution(tenant, executionId, expression);
    }

    @Post("/{executionId}/actions/eval/{taskRunId}")
    @Consumes(MediaType.TEXT_PLAIN)
    public Map<String, String> evaluateInTask(String tenant, String executionId, String taskRunId, @Body String expression) throws InternalException {
        return expressions.ofTaskRun(tenant, executionId, taskRunId, expression);
    }

    @Delete("/{executionId}/actions/kill")
    @Produces("text/json")
    public HttpResponse<?> kill(String tenant, String executionId, @QueryValue(defaultValue = "true") boolean isOnKillCascade) throws Exception {
        Execution execution = executions.findById(tenant, executionId).orElseThrow(NoSuchElementException::new);
        if (execution.getState().isTerminated() && !isOnKillCascade) {
            throw new ConflictException("Cannot kill execution: execution is already terminated.");
        }
        queues.kill(execution, isOnKillCascade);
        Execution killed = executions.findById(tenant, executionId).orElseThrow();
        return HttpResponse.ok(json.writeValueAsString(killed));
    }
}
